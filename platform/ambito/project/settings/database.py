"""The application's database: a login without rights that becomes an Ente for one transaction."""

from __future__ import annotations

from ambito.project.settings import env

AMBITO_ROLE_PREFIX = env.text("AMBITO_ROLE_PREFIX", "ambito")

# A backend that touched 1,500 towns grew to 269 MB: connections do not live for ever, nor for too many towns
# (ambito.tenancy.backend.base.TOWNS_AT_MOST).
POOL = {"min_size": 1, "max_size": env.number("AMBITO_POOL_SIZE", 8), "max_lifetime": 600.0}

DATABASES = {
    "default": env.database("DATABASE_URL", "ambito.tenancy.backend", OPTIONS={"pool": POOL}, CONN_MAX_AGE=0),
}
