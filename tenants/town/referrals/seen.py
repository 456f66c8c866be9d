"""What a received referral shows to whoever opens it: tier by tier, the identity never before acceptance."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from ambito.tenancy.seats import ActorRef
from consortium.exchange.enums import Part, Tier
from town.people.models import Person
from town.referrals import queries
from town.referrals.models import Incoming
from town.referrals.queries import Disclosed
from town.referrals.rules import opens_packet

RECEIVER = (Part.ASSESSOR, Part.REFERENT)
Sheet = tuple[Tier, list[Disclosed]]


@dataclass(frozen=True, slots=True)
class Seen:
    """`doubles`: who may be the one in the packet, until somebody decides; None where nothing is open."""

    sheets: list[Sheet]
    doubles: list[Person] | None
    moves: list[str]


def seen_by(actor: ActorRef, row: Incoming) -> Seen:
    """Every envelope that is opened here is logged."""
    identified = opens_packet(row, actor, timezone.localdate())
    tiers = [tier for tier in queries.released_to_us(row) if tier != Tier.T2 or identified]
    sheets = [(tier, queries.opened(row=row, tier=tier, by=actor)) for tier in tiers]
    doubles = _doubles(sheets, actor) if identified and row.case is None else None
    return Seen(sheets, doubles, [move.name for move in queries.offered(row, *RECEIVER)])


def _doubles(sheets: list[Sheet], by: ActorRef) -> list[Person]:
    identity = next(item.data for _, items in sheets for item in items if item.data is not None)
    return queries.doubles_of(identity, by=by)
