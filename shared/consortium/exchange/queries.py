"""Reading referrals: each side its own, the desk all of its consortium's; row security decides the same."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from ambito.access.machine import Move
from consortium.exchange.enums import OPEN_STATES, Part, State, Tier
from consortium.exchange.machine import MACHINE, SPECIAL_KINDS
from consortium.exchange.models import Envelope, Referral, Step

# What the catalogue's guards say of kinds, so that nobody is offered what would be refused.
KIND_GUARDS = {"ordinary_kind": False, "special_kind": True}


def access_referral(*, referral_id: UUID | str, lock: bool = False) -> Referral:
    """The referral, if the current Ente is a party or its desk; 404 otherwise. `lock` for moving it."""
    rows = Referral.objects.filter(pk=referral_id)
    referral = (rows.select_for_update() if lock else rows).first()
    if referral is None:
        raise Http404
    return referral


def referrals_among(referral_ids: Iterable[UUID]) -> dict[UUID, Referral]:
    """Those of these referrals that we may see, by id."""
    return Referral.objects.in_bulk(list(referral_ids))


def open_referrals() -> QuerySet[Referral]:
    """Where somebody must move, most urgent first."""
    return Referral.objects.filter(state__in=OPEN_STATES).order_by(F("due_at").asc(nulls_last=True), "number")


def offered(referral: Referral, *parts: Part) -> list[Move]:
    """The moves that these parts may take now with a referral of this kind."""
    special = referral.kind in SPECIAL_KINDS
    moves = [move for part in parts for move in MACHINE.offered(referral.state, part)]
    return [
        move for move in moves if all(KIND_GUARDS.get(guard, special) == special for guard in move.guards)
    ]


def moves_of(*parts: Part) -> list[Move]:
    """Every move of the table that one of these parts may take in some state."""
    return [move for move in MACHINE.moves if move.roles & set(parts)]


def released_envelopes(*, referral: Referral, tiers: Iterable[Tier]) -> dict[Tier, bytes]:
    """The sealed contents of those of these tiers that the state has released to the current town."""
    rows = Envelope.objects.filter(referral=referral, tier__in=list(tiers))
    return {Tier(row.tier): bytes(row.content) for row in rows}


def steps_of(referral: Referral) -> list[Step]:
    return list(Step.objects.filter(referral=referral).order_by("at", "id"))


def counts_by_state() -> dict[State, tuple[int, int]]:
    """How many referrals are in each state, and how many of them are late."""
    late = Count("pk", filter=Q(due_at__lt=timezone.now()))
    rows = Referral.objects.values("state").annotate(count=Count("pk"), late=late).order_by("state")
    return {State(row["state"]): (row["count"], row["late"]) for row in rows}


def flows() -> list[tuple[UUID, UUID, int]]:
    """How many referrals went from which town to which, for the desk's matrix."""
    rows = Referral.objects.values_list("sender_id", "receiver_id").annotate(count=Count("pk"))
    return [
        (sender, receiver, count) for sender, receiver, count in rows.order_by("sender_id", "receiver_id")
    ]
