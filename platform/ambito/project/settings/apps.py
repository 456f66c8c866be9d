"""Which app lives on which floor. An app is in exactly one of the two lists."""

from __future__ import annotations

SHARED_APPS = [
    "ambito.tenancy.stock.StockConfig",
    "ambito.web",  # before django.forms: its widget templates come first
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "rest_framework",
    "drf_spectacular",
    "ambito.api",
    "ambito.tenancy",
    "ambito.jobs",
    "ambito.observability",
    "ambito.audit",
    "ambito.events",
    "ambito.files",
    "ambito.access",
    "ambito.vault",
    "ambito.identity",
    "ambito.identity.stock.AccountConfig",
    "allauth.mfa",
    "consortium.registry",
    "consortium.catalogue",
    "consortium.workforce",
    "consortium.pool",
    "consortium.placements",
    "consortium.hours",
    "consortium.exchange",
    "consortium.network",
    "consortium.dashboards",
]

TENANT_APPS = [
    "ambito.audit.town",
    "town.receipts",
    "town.drafts",
    "town.people",
    "town.cases",
    "town.projects",
    "town.referrals",
    "town.frontdesk",
    "town.volunteers",
    "town.statistics",
    "town.workday",
]

INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]

TENANT_MODEL = "registry.Ente"
TENANT_DOMAIN_MODEL = "registry.Host"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
PG_EXTRA_SEARCH_PATHS = ["ext"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "identity.User"
