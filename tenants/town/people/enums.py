from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    FEMALE = "F", _("female")
    MALE = "M", _("male")


class NoCode(models.TextChoices):
    """Why a person has no codice fiscale: an empty one without a reason is a question left open."""

    FOREIGN = "foreign", _("foreign citizen who has none yet")
    NEWBORN = "newborn", _("newborn, not assigned yet")
    UNKNOWN = "unknown", _("not known today, to be asked")
    REFUSED = "refused", _("the person prefers not to say")
