"""What a move asks besides the state: which kinds, which coded reasons, whether it is late."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from ambito.access.machine import Guard
from consortium.catalogue.queries import codes
from consortium.exchange.enums import DeskReason
from consortium.exchange.machine import SPECIAL_KINDS
from consortium.exchange.models import Referral

DISPUTE = "competence_disputed"


def ordinary_kind(*, referral: Referral) -> bool:
    return referral.kind not in SPECIAL_KINDS


def special_kind(*, referral: Referral) -> bool:
    """Moved residence, court order, emergency: no waiting list, no refusal but a disputed competence."""
    return referral.kind in SPECIAL_KINDS


def late(*, referral: Referral) -> bool:
    return referral.due_at is not None and referral.due_at < timezone.now()


GUARDS: Mapping[str, Guard] = {"ordinary_kind": ordinary_kind, "special_kind": special_kind, "late": late}


def _ends(move: str) -> frozenset[str]:
    return frozenset(item.code for item in codes("referral_end_reasons") if move in item.many("applies_to"))


# A question is the item of the packet that is missed: a code, so that nobody writes about somebody here.
_QUESTIONS = frozenset(
    item.code for item in codes("disclosure_items") if item.more["default_tier"] not in {"T0", "never"}
)
REASONS: Mapping[str, frozenset[str]] = {
    "propose_decline": frozenset(item.code for item in codes("referral_decline_reasons")),
    "dispute_competence": frozenset({DISPUTE}),
    "waitlist": frozenset({"no_capacity"}),
    "ask_info": _QUESTIONS,
    "recall": _ends("recall"),
    "cancel_by_sender": _ends("cancel"),
    "cancel_by_receiver": _ends("cancel"),
    "fail": _ends("fail"),
    "void": _ends("void"),
    **dict.fromkeys(("confirm", "uphold_dispute", "send_back", "expire"), frozenset(DeskReason.values)),
}


def reason_fits(move: str, reason: str) -> bool:
    """Whether a move may be given this coded reason; a move without a list takes none."""
    return reason in REASONS.get(move, frozenset({""}))
