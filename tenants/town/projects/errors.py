"""Refusals of this room; each is a sentence for the person at the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ProjectRefusal(Exception):
    """Base: nothing was saved."""

    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence)


class ChangedMeanwhile(ProjectRefusal):
    sentence = _("Somebody changed this project meanwhile. Look at it again before going on.")


class NothingToAgree(ProjectRefusal):
    sentence = _("Write at least one objective before the agreement.")


class NotJudged(ProjectRefusal):
    sentence = _("Say for every objective how it went.")


class NotYetAgreed(ProjectRefusal):
    sentence = _("The day of the agreement cannot be in the future.")


class NotClosed(ProjectRefusal):
    sentence = _("Close the project first, then give its outcome back.")
