"""Refusals of this room; each is a sentence for the person at the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DeskRefusal(Exception):
    """Base: nothing was saved."""

    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence)


class ChangedMeanwhile(DeskRefusal):
    sentence = _("Somebody changed this contact meanwhile. Look at it again before going on.")
