"""What placements show in the frame of the pages: lines of the navigation and what is said afterwards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ambito.tenancy.seats import Kind
from ambito.web import hooks, messages
from ambito.web.hooks import NavItem, Text
from ambito.web.messages import Message


def register() -> None:
    _line("town", "here", "staffing_view", _("Who works here"), order=70, daily=False)
    _line("town", "placements", "staffing_view", _("Placements"), order=71, daily=False)
    _line("cooperative", "placements", "placement_designate", _("Placements"), order=10)
    _line("cooperative", "workers", "placement_designate", _("Workers"), order=20)
    _line("consortium", "placements", "placement_assign", _("Placements"), order=30)
    messages.register(
        Message("placements.requested", _("Request sent to the cooperative.")),
        Message("placements.moved", _("Done. The other side has been told.")),
    )


def _line(kind: Kind, name: str, capability: str, label: Text, *, order: int, daily: bool = True) -> None:
    hooks.navigation.register(
        NavItem(
            label=label,
            url_name=f"placements:{name}",
            icon="people",
            order=order,
            kinds=frozenset({kind}),
            capability=capability,
            daily=daily,
        )
    )
