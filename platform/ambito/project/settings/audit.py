"""Where the heads of the log's chains are kept: a folder, or s3://bucket/prefix."""

from __future__ import annotations

from ambito.project.settings import env

AMBITO_ANCHORS = env.text("AMBITO_ANCHORS", ".data/anchors")
