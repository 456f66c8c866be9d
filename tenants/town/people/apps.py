from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "town.people"
    label = "people"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from ambito.web import hooks, messages  # noqa: PLC0415 - app ready
        from town.people import palette  # noqa: PLC0415 - app ready
        from town.people.models import Person  # noqa: PLC0415 - app ready
        from town.people.rules import RELATION, SEARCH  # noqa: PLC0415 - app ready

        relations.register(Person, RELATION)
        hooks.palette_search.register(palette.search)
        hooks.navigation.register(
            hooks.NavItem(
                label=_("People"),
                url_name="people:search",
                icon="people",
                order=30,
                kinds=frozenset({"town"}),
                capability=SEARCH,
            )
        )
        messages.register(
            messages.Message("people.registered", _("Person saved.")),
            messages.Message("people.changed", _("Changes saved.")),
        )
