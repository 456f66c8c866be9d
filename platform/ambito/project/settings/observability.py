"""Logs, error reports, health: the outermost middlewares and what they need."""

from __future__ import annotations

from importlib.metadata import version

from ambito.project.settings import env
from ambito.project.settings.http import MIDDLEWARE as INNER_MIDDLEWARE

LOGGING_CONFIG = "ambito.observability.logs.configure"
LOGGING = {"readable": env.flag("AMBITO_READABLE_LOGS")}

SENTRY_DSN = env.text("SENTRY_DSN", "")
AMBITO_RELEASE = env.text("AMBITO_RELEASE", version("ambito"))
AMBITO_ENVIRONMENT = env.text("AMBITO_ENVIRONMENT", "production")

MIDDLEWARE = [
    "ambito.observability.middleware.HealthMiddleware",
    "ambito.observability.middleware.RequestMiddleware",
    *INNER_MIDDLEWARE,
]
