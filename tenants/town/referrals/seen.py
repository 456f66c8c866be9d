"""What a received referral shows to whoever opens it: tier by tier, the identity never before acceptance."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from ambito.tenancy.seats import ActorRef
from consortium.exchange.enums import Part, Tier
from consortium.exchange.queries import offered
from town.people.models import Person
from town.referrals import queries
from town.referrals.models import Incoming
from town.referrals.queries import Disclosed, StepTold
from town.referrals.rules import opens_packet

RECEIVER = (Part.ASSESSOR, Part.REFERENT)
Sheet = tuple[Tier, list[Disclosed]]


@dataclass(frozen=True, slots=True)
class Seen:
    """`doubles`: who may be the one in the packet, until somebody decides; None where nothing is open."""

    sheets: list[Sheet]
    doubles: list[Person] | None
    steps: list[StepTold]
    moves: list[str]


def seen_by(actor: ActorRef, row: Incoming) -> Seen:
    """Every envelope that is opened here is logged."""
    identified = opens_packet(row, actor, timezone.localdate())
    referral = queries.exchanged(row)
    tiers = [tier for tier in queries.released_to_us(row) if tier != Tier.T2 or identified]
    sheets = list(queries.opened(row=row, referral=referral, tiers=tiers, by=actor).items())
    doubles = _doubles(sheets, actor) if identified and row.case is None else None
    moves = [move.name for move in offered(referral, *RECEIVER)]
    return Seen(sheets, doubles, queries.steps_of(referral), moves)


def _doubles(sheets: list[Sheet], by: ActorRef) -> list[Person]:
    identity = next(item.data for _, items in sheets for item in items if item.data is not None)
    return queries.doubles_of(identity, by=by)
