"""Settings of the measurements: a deployment of their own, whatever the environment says."""

from __future__ import annotations

import os

from ambito.project.settings import env

os.environ["DATABASE_URL"] = os.environ["BUILDER_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
os.environ["AMBITO_ROLE_PREFIX"] = f"bench{os.getpid()}"
os.environ["AMBITO_BASE_DOMAIN"] = "bench.test"
os.environ.setdefault("AMBITO_SECRET_KEY", "only-for-measurements")

from ambito.project.settings.machinery import *
from ambito.project.settings.machinery import DATABASES, SHARED_APPS

DATABASES["default"]["OPTIONS"].pop("pool")

# The fixed town model and the log that every town has, unless the real model is asked for.
if not env.flag("AMBITO_BENCH_REAL"):
    TENANT_APPS = ["ambito.audit.town", "ambito.project.bench.fixed.installed.FixedConfig"]
    INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]
    MIGRATION_MODULES = {"fixed": "bench_versions"}
