"""Refusals; each is a sentence for the person at the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ExchangeRefusal(Exception):
    """Base: nothing was changed."""

    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence)


class NotThere(ExchangeRefusal):
    sentence = _("This town cannot receive referrals from here. Choose another town of the consortium.")


class OwnTown(ExchangeRefusal):
    sentence = _("A referral goes to another town. For this town open a case.")


class AlreadySent(ExchangeRefusal):
    sentence = _("This referral has already been sent. You find it among the sent ones.")


class MovedMeanwhile(ExchangeRefusal):
    sentence = _("Somebody has already gone on with this referral. Reload the page to see where it is.")


class NotAParty(ExchangeRefusal):
    sentence = _("This referral does not belong to this town.")


class NotForThisKind(ExchangeRefusal):
    sentence = _(
        "This step is not possible for this kind of referral. For moved residence, court order and emergency "
        "the only refusal is that the competence is disputed."
    )


class NotLate(ExchangeRefusal):
    sentence = _("The term has not passed yet. Remind the town that must move.")


class WrongReason(ExchangeRefusal):
    sentence = _("Choose the reason from the list of this step.")


class AnsweredAlready(ExchangeRefusal):
    sentence = _("The answer to the sending town has already been written.")
