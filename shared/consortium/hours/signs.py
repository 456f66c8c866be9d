"""What hours show in the frame of the pages: lines of the navigation and what is said afterwards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ambito.tenancy.seats import Kind
from ambito.web import hooks, messages
from ambito.web.hooks import NavItem, Text
from ambito.web.messages import Message


def register() -> None:
    _line({"town", "cooperative"}, "week", "hours_declare", _("My hours"), order=60)
    _line({"town"}, "month", "hours_confirm", _("Hours"), order=61)
    _line({"cooperative"}, "month", "hours_validate", _("Hours"), order=30)
    _line({"consortium"}, "totals", "hours_certify", _("Hours"), order=40)
    messages.register(
        Message("hours.saved", _("Saved. Nobody else sees the hours until you declare them.")),
        Message("hours.submitted", _("Declared. Your employer checks them now.")),
        Message("hours.validated", _("Validated. The town confirms them now.")),
        Message("hours.confirmed", _("Confirmed.")),
        Message("hours.moved", _("Done. The other side has been told.")),
    )


def _line(kinds: set[Kind], name: str, capability: str, label: Text, *, order: int) -> None:
    hooks.navigation.register(
        NavItem(
            label=label,
            url_name=f"hours:{name}",
            icon="clock",
            order=order,
            kinds=frozenset(kinds),
            capability=capability,
        )
    )
