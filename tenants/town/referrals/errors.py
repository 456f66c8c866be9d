"""Refusals of this room; each is a sentence for the person at the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReferralRefusal(Exception):
    """Base: nothing was sent, nothing was moved."""

    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence)


class TwinOpen(ReferralRefusal):
    sentence = _("A referral of this case for the same service is still open. Follow that one.")


class NotInformed(ReferralRefusal):
    sentence = _("Tell the person first, then send: the law asks to inform them.")


class NeverSent(ReferralRefusal):
    sentence = _("The diary, the psychologist's section and who reported never leave this town.")


class NotYetReceived(ReferralRefusal):
    sentence = _("First say who this person is here: link them or register them.")


class NotReleased(ReferralRefusal):
    sentence = _("This part of the packet is not open to this town now.")


class NotTheAssessor(ReferralRefusal):
    sentence = _("Only who assesses this referral accepts it: the packet opens to them.")


class NoKeyThere(ReferralRefusal):
    sentence = _("The other town cannot receive sealed packets yet. Ask the consortium.")
