from __future__ import annotations

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "consortium.workforce"
    label = "workforce"

    def ready(self) -> None:
        from consortium.workforce import signs  # noqa: PLC0415 - app ready

        signs.register()
