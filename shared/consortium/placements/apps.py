from __future__ import annotations

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "consortium.placements"
    label = "placements"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from consortium.placements import receivers, signs  # noqa: PLC0415 - app ready
        from consortium.placements.models import Placement  # noqa: PLC0415 - app ready
        from consortium.placements.rules import RELATION  # noqa: PLC0415 - app ready

        relations.register(Placement, RELATION)
        receivers.register()
        signs.register()
