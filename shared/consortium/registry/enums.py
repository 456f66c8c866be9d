from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ambito.access.enums import Role


class EnteKind(models.TextChoices):
    TOWN = "town", _("town")
    CONSORTIUM = "consortium", _("consortium")
    COOPERATIVE = "cooperative", _("cooperative")


class EnteState(models.TextChoices):
    """`spare` towns wait in the warm pool for a host; only `active` ones can be entered.

    `founding`: everything is there but what follows outside of the database (its keys).
    """

    FOUNDING = "founding", _("being founded")
    SPARE = "spare", _("spare")
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    MIGRATING = "migrating", _("migrating")
    LEAVING = "leaving", _("leaving")


# In which role somebody begins who has several in one Ente: the one that decides most.
STRONGEST_FIRST: tuple[Role, ...] = (
    Role.COORDINATOR,
    Role.CONFERRED_COORDINATOR,
    Role.SOCIAL_WORKER,
    Role.PLACED_WORKER,
    Role.CONFERRED_TEAM,
    Role.PSYCHOLOGIST,
    Role.EDUCATOR,
    Role.ADMINISTRATIVE,
    Role.DESK_OPERATOR,
    Role.TOWN_ADMIN,
    Role.CONSORTIUM_MANAGER,
    Role.CONSORTIUM_DESK,
    Role.CONSORTIUM_ADMIN,
    Role.COOP_MANAGER,
    Role.COOP_WORKER,
    Role.DPO,
)

# Roles that agreements open and close; nobody gives them by hand.
BY_AGREEMENT: frozenset[Role] = frozenset(
    {Role.PLACED_WORKER, Role.CONFERRED_TEAM, Role.CONFERRED_COORDINATOR}
)
