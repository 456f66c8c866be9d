"""Refusals of this room; each is a sentence for the person at the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CaseRefusal(Exception):
    """Base: nothing was saved."""

    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence)


class ChangedMeanwhile(CaseRefusal):
    sentence = _("Somebody changed this case meanwhile. Look at it again before going on.")


class NotAtWorkHere(CaseRefusal):
    sentence = _("Choose somebody who works here today and may have this part on the team.")


class AlreadyOnTeam(CaseRefusal):
    sentence = _("This person already has this part on the team.")


class NoReader(CaseRefusal):
    sentence = _("Choose at least one person who may read the protected case.")
