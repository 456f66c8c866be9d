"""Settings of the command line and of the machinery worker: the only ones that know the builder."""

from __future__ import annotations

from ambito.project.settings import env
from ambito.project.settings.web import *
from ambito.project.settings.web import DATABASES

BUILDER_DATABASE_URL = env.text("BUILDER_DATABASE_URL")
DATABASES = {
    **DATABASES,
    "builder": env.database("BUILDER_DATABASE_URL", "django_tenants.postgresql_backend"),
}
TENANT_DB_ALIAS = "builder"
