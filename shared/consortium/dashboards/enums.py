from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.TextChoices):
    """What is released of a cell: its number, that it is small, or nothing."""

    SHOWN = "shown", _("shown")
    SMALL = "small", _("small number, hidden")
    WITHHELD = "withheld", _("not published, so that no hidden number can be worked out")
