"""What the directory shows in the frame of the pages: navigation, palette, what it says afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ambito.access.actors import allows
from ambito.web import hooks, messages
from ambito.web.hooks import Hit, NavItem
from ambito.web.messages import Message
from consortium.network import queries
from consortium.network.rules import READ
from consortium.network.searching import Asked, find

IN_THE_PALETTE = 3


def register() -> None:
    hooks.palette_search.register(hits)
    hooks.navigation.register(
        NavItem(
            label=_("Directory of services"),
            short=_("Directory"),
            url_name="network:search",
            icon="pin",
            order=70,
            kinds=frozenset({"town", "consortium"}),
            capability=READ,
        )
    )
    messages.register(
        Message("network.body_first", _("First write down the body that offers the service."), "info"),
        Message("network.body_written", _("Body written down. Now write its services.")),
        Message("network.written", _("Draft saved. Add a place and hours, then publish it.")),
        Message("network.changed", _("Changes saved.")),
        Message("network.moved", _("Done. Everybody sees it as it is now.")),
        Message("network.checked", _("Checked today. It comes back in six months.")),
        Message("network.place_saved", _("Place saved.")),
        Message("network.place_removed", _("Place removed.")),
        Message("network.hours_saved", _("Hours saved.")),
    )


def hits(request: HttpRequest, typed: str) -> Iterable[Hit]:
    """A few services for what is typed in the command palette."""
    if not allows(request, READ):
        return []
    found = queries.cards(find(Asked(words=typed))[:IN_THE_PALETTE], timezone.now())
    return [
        Hit(
            card.service.name,
            reverse("network:service", args=[card.service.pk]),
            "pin",
            card.service.actor.name,
        )
        for card in found
    ]
