"""The roles of the product. Mayors, assessors and councillors have none: their requests are registered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    DESK_OPERATOR = "desk_operator", _("front desk")
    SOCIAL_WORKER = "social_worker", _("social worker")
    PLACED_WORKER = "placed_worker", _("placed worker")
    PSYCHOLOGIST = "psychologist", _("psychologist")
    EDUCATOR = "educator", _("educator or pedagogist")
    COORDINATOR = "coordinator", _("coordinator")
    ADMINISTRATIVE = "administrative", _("administrative officer")
    CONFERRED_TEAM = "conferred_team", _("team of a conferred service")
    CONFERRED_COORDINATOR = "conferred_coordinator", _("coordinator of a conferred service")
    TOWN_ADMIN = "town_admin", _("town administrator")
    DPO = "dpo", _("data protection officer")
    CONSORTIUM_DESK = "consortium_desk", _("consortium desk")
    CONSORTIUM_MANAGER = "consortium_manager", _("consortium manager")
    CONSORTIUM_ADMIN = "consortium_admin", _("consortium administrator")
    COOP_MANAGER = "coop_manager", _("cooperative manager")
    COOP_WORKER = "coop_worker", _("cooperative worker")


# Where a role may stand: the kind of Ente whose host it works on.
HOSTS: dict[Role, frozenset[str]] = {
    **dict.fromkeys(
        [
            Role.DESK_OPERATOR,
            Role.SOCIAL_WORKER,
            Role.PLACED_WORKER,
            Role.PSYCHOLOGIST,
            Role.EDUCATOR,
            Role.COORDINATOR,
            Role.ADMINISTRATIVE,
            Role.CONFERRED_TEAM,
            Role.CONFERRED_COORDINATOR,
            Role.TOWN_ADMIN,
        ],
        frozenset({"town"}),
    ),
    Role.DPO: frozenset({"town", "consortium"}),
    **dict.fromkeys(
        [Role.CONSORTIUM_DESK, Role.CONSORTIUM_MANAGER, Role.CONSORTIUM_ADMIN], frozenset({"consortium"})
    ),
    **dict.fromkeys([Role.COOP_MANAGER, Role.COOP_WORKER], frozenset({"cooperative"})),
}
