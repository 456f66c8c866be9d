"""Settings of the tests: those of machinery, on throw-away servers, without a connection pool."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("DATABASE_URL", "postgresql://test_app:test@127.0.0.1:1/test")
os.environ.setdefault("BUILDER_DATABASE_URL", "postgresql://test_builder:test@127.0.0.1:1/test")
os.environ.setdefault("AMBITO_SECRET_KEY", "only-for-tests")
os.environ.setdefault("AMBITO_ROLE_PREFIX", "test")
os.environ.setdefault("AMBITO_BASE_DOMAIN", "ambito.test")
os.environ.setdefault("AMBITO_KEYSTORE", f"{tempfile.gettempdir()}/ambito-test-keystore-{os.getuid()}")

from ambito.project.settings.machinery import *
from ambito.project.settings.machinery import DATABASES

DATABASES["default"]["OPTIONS"].pop("pool")

AMBITO_GALLERY = True
# Every test client makes the middleware anew, which would list all static files each time.
WHITENOISE_AUTOREFRESH = True
