from __future__ import annotations

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "consortium.placements"
    label = "placements"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from consortium.placements import receivers, signs  # noqa: PLC0415 - app ready
        from consortium.placements.models import Placement  # noqa: PLC0415 - app ready
        from consortium.placements.rules import RELATION, commitments, goes_on  # noqa: PLC0415 - app ready
        from consortium.registry.hooks import partnership_blockers  # noqa: PLC0415 - app ready
        from consortium.workforce import hooks  # noqa: PLC0415 - app ready

        relations.register(Placement, RELATION)
        partnership_blockers.register(goes_on)
        hooks.commitments.register(commitments)
        receivers.register()
        signs.register()
