"""Reading referrals: each side its own, the desk all of its consortium's; row security decides the same."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404

from consortium.exchange.enums import OPEN_STATES, Tier
from consortium.exchange.models import Envelope, Referral, Step


def access_referral(*, referral_id: UUID | str, lock: bool = False) -> Referral:
    """The referral, if the current Ente is a party or its desk; 404 otherwise. `lock` for moving it."""
    rows = Referral.objects.filter(pk=referral_id)
    referral = (rows.select_for_update() if lock else rows).first()
    if referral is None:
        raise Http404
    return referral


def open_referrals() -> QuerySet[Referral]:
    """Where somebody must move, most urgent first."""
    return Referral.objects.filter(state__in=OPEN_STATES).order_by("due_at", "number")


def released_envelope(*, referral: Referral, tier: Tier) -> bytes | None:
    """The sealed content of a tier, once the state has released it to the current town."""
    row = Envelope.objects.filter(referral=referral, tier=tier).first()
    return None if row is None else bytes(row.content)


def steps_of(referral: Referral) -> list[Step]:
    return list(Step.objects.filter(referral=referral).order_by("at", "id"))


def counts_by_state() -> dict[str, int]:
    """How many referrals are in each state, for the desk's board."""
    rows = Referral.objects.values_list("state").annotate(count=Count("pk")).order_by("state")
    return dict(rows)


def flows() -> list[tuple[UUID, UUID, int]]:
    """How many referrals went from which town to which, for the desk's matrix."""
    rows = Referral.objects.values_list("sender_id", "receiver_id").annotate(count=Count("pk"))
    return [
        (sender, receiver, count) for sender, receiver, count in rows.order_by("sender_id", "receiver_id")
    ]
