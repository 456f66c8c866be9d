"""Where the keys are: a folder outside the database and its backups; a KMS, if set, wraps what it holds."""

from __future__ import annotations

from ambito.project.settings import env

AMBITO_KEYSTORE = env.text("AMBITO_KEYSTORE", "")
AMBITO_KMS_KEY_ID = env.text("AMBITO_KMS_KEY_ID", "")
