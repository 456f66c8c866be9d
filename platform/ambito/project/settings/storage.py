"""Private files: any S3 server."""

from __future__ import annotations

from ambito.project.settings import env

S3_ENDPOINT_URL = env.text("S3_ENDPOINT_URL", "") or None
S3_ACCESS_KEY = env.text("S3_ACCESS_KEY", "")
S3_SECRET_KEY = env.text("S3_SECRET_KEY", "")
S3_BUCKET = env.text("S3_BUCKET", "ambito")
