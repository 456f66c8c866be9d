"""Hosts, urls, middleware, templates, static files, cookies and headers."""

from __future__ import annotations

from ambito.project.settings import env

AMBITO_BASE_DOMAIN = env.text("AMBITO_BASE_DOMAIN", "localhost")
AMBITO_URLCONFS = {
    "town": "ambito.project.urls_town",
    "consortium": "ambito.project.urls_consortium",
    "cooperative": "ambito.project.urls_cooperative",
}
SECRET_KEY = env.text("AMBITO_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = [f".{AMBITO_BASE_DOMAIN.split(':')[0]}"]
ROOT_URLCONF = "ambito.project.urls_town"
WSGI_APPLICATION = "ambito.project.wsgi.application"
STATIC_URL = "/static/"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ambito.tenancy.middleware.TownMiddleware",
    "django.middleware.common.CommonMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
