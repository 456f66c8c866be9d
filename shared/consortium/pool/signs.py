"""What the pool shows in the frame of the pages: its line of the navigation and what it says afterwards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ambito.web import hooks, messages
from ambito.web.hooks import NavItem
from ambito.web.messages import Message


def register() -> None:
    hooks.navigation.register(
        NavItem(
            label=_("Pool"),
            url_name="pool:allocations",
            icon="people",
            order=20,
            kinds=frozenset({"consortium"}),
            capability="placement_assign",
        )
    )
    messages.register(
        Message("pool.allocated", _("Allocated. The professional may enter the town on those dates.")),
        Message("pool.agreed", _("Agreement with the town recorded.")),
        Message("pool.ended", _("The last day is set. Access to the town ends with it.")),
    )
