"""Settings of the servers whose throughput is compared: alike but for the tenancy.

AMBITO_BENCH_SIDE: `towns` is our engine; `atomic` is plain Django under ATOMIC_REQUESTS on one schema;
`autocommit` is plain Django as it comes.
"""

from __future__ import annotations

from ambito.project.settings import env
from ambito.project.settings.web import *
from ambito.project.settings.web import AMBITO_URLCONFS, SHARED_APPS

SIDE = env.text("AMBITO_BENCH_SIDE")

TENANT_APPS = ["ambito.project.bench.served.installed.ServedConfig"]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]
ROOT_URLCONF = "ambito.project.bench.served.urls"
AMBITO_URLCONFS = dict.fromkeys(AMBITO_URLCONFS, ROOT_URLCONF)
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    *(["ambito.tenancy.middleware.TownMiddleware"] if SIDE == "towns" else []),
    "django.middleware.common.CommonMiddleware",
]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "PAGE_SIZE": 20,
}

if SIDE != "towns":
    DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
    DATABASES["default"]["ATOMIC_REQUESTS"] = SIDE == "atomic"
    DATABASES["default"]["OPTIONS"]["options"] = (
        f"-c search_path={env.text('AMBITO_BENCH_SCHEMA')},public,ext"
    )
    DATABASE_ROUTERS = []
