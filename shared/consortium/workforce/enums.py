from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BusyKind(models.TextChoices):
    """Why somebody is busy, as much as everybody may know."""

    WORK = "work", _("at work")
    TRAVEL = "travel", _("travelling")
    ABSENCE = "absence", _("absent")
