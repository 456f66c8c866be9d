from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontdeskConfig(AppConfig):
    name = "town.frontdesk"
    label = "frontdesk"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from ambito.web import hooks, messages  # noqa: PLC0415 - app ready
        from town.frontdesk import panels, rules  # noqa: PLC0415 - app ready
        from town.frontdesk.models import Contact  # noqa: PLC0415 - app ready
        from town.people.hooks import own_people  # noqa: PLC0415 - app ready

        relations.register(Contact, rules.RELATION)
        own_people.register(rules.own_people)
        hooks.panels.register(hooks.Panel("people.person", 20, panels.of_a_person))
        hooks.navigation.register(
            hooks.NavItem(
                label=_("Contacts"),
                url_name="frontdesk:queue",
                icon="contact",
                order=20,
                kinds=frozenset({"town"}),
                capability=rules.WRITE,
                count=panels.waiting,
            )
        )
        messages.register(
            messages.Message("frontdesk.recorded", _("Contact recorded.")),
            messages.Message("frontdesk.handed_over", _("The contact has become a case.")),
            messages.Message("frontdesk.closed", _("Contact closed.")),
        )
