from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "town.volunteers"
    label = "volunteers"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from ambito.web import hooks, messages  # noqa: PLC0415 - app ready
        from town.volunteers.models import VolunteerOffer  # noqa: PLC0415 - app ready
        from town.volunteers.rules import KEEP, RELATION  # noqa: PLC0415 - app ready

        relations.register(VolunteerOffer, RELATION)
        hooks.navigation.register(
            hooks.NavItem(
                label=_("Volunteers"),
                url_name="volunteers:list",
                icon="hand",
                order=75,
                kinds=frozenset({"town"}),
                capability=KEEP,
            )
        )
        messages.register(
            messages.Message("volunteers.registered", _("Offer saved.")),
            messages.Message("volunteers.changed", _("Changes saved.")),
            messages.Message("volunteers.moved", _("State changed.")),
        )
