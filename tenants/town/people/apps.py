from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "town.people"
    label = "people"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from town.people.models import Person  # noqa: PLC0415 - app ready
        from town.people.rules import RELATION  # noqa: PLC0415 - app ready

        relations.register(Person, RELATION)
