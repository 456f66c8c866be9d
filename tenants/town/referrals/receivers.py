"""What the exchange tells this town."""

from __future__ import annotations

from uuid import UUID

from ambito.events.registry import handles
from town.referrals import operations


def was_sent(*, sender_id: UUID, referral_id: str) -> None:
    operations.learn_sent(referral_id=UUID(referral_id), sender_id=sender_id)


def was_moved(*, sender_id: UUID, referral_id: str) -> None:
    """By the other town or by the desk."""
    del sender_id
    operations.learn_moved(referral_id=UUID(referral_id))


def register() -> None:
    handles("referral.sent", at="town")(was_sent)
    handles("referral.moved", at="town")(was_moved)
