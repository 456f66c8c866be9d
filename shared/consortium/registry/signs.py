"""What the administration of people shows in the frame: its line of the navigation and what it says."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ambito.tenancy.seats import Kind
from ambito.web import hooks, messages
from ambito.web.hooks import NavItem, Text
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
    _partners("consortium", "placement_assign", _("Cooperatives"))
    _partners("cooperative", "placement_designate", _("Consortia"))
    messages.register(
        Message("registry.too_late", _("The last day has passed. Invite the person again with new dates.")),
        Message("registry.partnered", _("Done. From the first day on your towns can ask it for workers.")),
        Message("registry.unpartnered", _("The last day is set. After it nobody new is asked for.")),
        Message("registry.withdrawn", _("Invitation withdrawn. Its link opens nothing any more.")),
        Message("registry.ended", _("The last day is set. Access ends with it.")),
    )


def _partners(kind: Kind, capability: str, label: Text) -> None:
    hooks.navigation.register(
        NavItem(
            label=label,
            url_name="partnerships:partnerships",
            icon="people",
            order=35,
            kinds=frozenset({kind}),
            capability=capability,
            daily=False,
        )
    )
