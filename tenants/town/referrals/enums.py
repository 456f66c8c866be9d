"""What may be done with a referral here, in words; its states and moves are the consortium's exchange."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    "open": _("Open for review"),
    "accept": _("Accept"),
    "ask_info": _("Ask for more"),
    "answer": _("Answer"),
    "waitlist": _("Put on the waiting list"),
    "propose_decline": _("Propose a refusal"),
    "dispute_competence": _("Dispute the competence"),
    "start": _("First contact made"),
    "complete": _("Complete with the outcome"),
    "fail": _("Not carried out"),
    "cancel_by_receiver": _("Cancel"),
    "cancel_by_sender": _("Cancel"),
    "recall": _("Recall"),
}
# Moves with a page of their own: they do more than move.
OWN_PAGE = frozenset({"open", "accept", "complete"})
REASON_LISTS = {
    "propose_decline": "referral_decline_reasons",
    "dispute_competence": "referral_decline_reasons",
    "waitlist": "referral_decline_reasons",
    "ask_info": "disclosure_items",
    "recall": "referral_end_reasons",
    "cancel_by_sender": "referral_end_reasons",
    "cancel_by_receiver": "referral_end_reasons",
    "fail": "referral_end_reasons",
    "void": "referral_end_reasons",
}
