from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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
