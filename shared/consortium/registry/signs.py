"""What the administration of people shows in the frame: its line of the navigation and what it says."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ambito.web import hooks, messages
from ambito.web.hooks import NavItem
from ambito.web.messages import Message


def register() -> None:
    hooks.navigation.register(
        NavItem(
            label=_("People and roles"),
            url_name="registry:people",
            icon="people",
            order=90,
            kinds=frozenset({"town", "consortium", "cooperative"}),
            capability="people_admin",
            daily=False,
        )
    )
    messages.register(
        Message("registry.withdrawn", _("Invitation withdrawn. Its link opens nothing any more.")),
        Message("registry.ended", _("The last day is set. Access ends with it.")),
    )
