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
# Where files are collected (in the image) they have hashed names and are compressed; elsewhere they are
# served from where they are written.
STATIC_ROOT = env.text("AMBITO_STATIC_ROOT", "")
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_ROOT
WHITENOISE_ALLOW_ALL_ORIGINS = False
FORM_RENDERER = "ambito.web.renderer.Renderer"
MESSAGE_STORAGE = "ambito.web.messages.Storage"
# Every page then says that people and figures are invented.
AMBITO_DEMO = env.flag("AMBITO_DEMO")
# The page that shows every component: for development and for the tests of the components.
AMBITO_GALLERY = env.flag("AMBITO_GALLERY")

SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True  # pages carry the token in a meta element
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "ambito.web.failures.csrf_refused"
SESSION_COOKIE_NAME = "__Host-ambito"
SESSION_COOKIE_SECURE = True

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ambito.web.csp.PolicyMiddleware",
    "ambito.web.headers.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "ambito.web.failures.FailurePagesMiddleware",
    "ambito.api.middleware.ProblemsMiddleware",
    "ambito.web.origin.OriginMiddleware",
    "ambito.tenancy.middleware.TownMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "ambito.identity.middleware.IdentityMiddleware",
    "ambito.access.middleware.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "town.drafts.middleware.SavedMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "ambito.web.shell.context",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "ambito.web.templatetags.components",
                "ambito.web.templatetags.moments",
            ],
        },
    },
]
