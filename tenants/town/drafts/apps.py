from __future__ import annotations

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "town.drafts"
    label = "drafts"

    def ready(self) -> None:
        from ambito.web import hooks  # noqa: PLC0415 - app ready
        from town.drafts.offering import drafts_of  # noqa: PLC0415 - app ready

        hooks.drafts.register(drafts_of)
