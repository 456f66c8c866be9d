from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class ObservabilityConfig(AppConfig):
    name = "ambito.observability"
    label = "observability"

    def ready(self) -> None:
        from ambito.observability import examinations, probes, receivers, reports  # noqa: PLC0415 - app ready

        probes.register()
        examinations.register()
        receivers.connect()
        if settings.SENTRY_DSN:
            reports.start(settings.SENTRY_DSN, settings.AMBITO_RELEASE, settings.AMBITO_ENVIRONMENT)
