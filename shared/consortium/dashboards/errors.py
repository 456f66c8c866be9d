"""Refusals of publication."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PublicationRefusal(Exception):
    """Base: nothing was changed."""

    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence)


class AlreadyReleased(PublicationRefusal):
    """A second version beside the first would give hidden numbers away by their difference."""

    sentence = _("This month has been released and stays as it is.")


class NothingPublished(PublicationRefusal):
    sentence = _("No town has published figures for this month.")


class UnknownMeasure(PublicationRefusal):
    sentence = _("This figure is not one of those that towns publish.")
