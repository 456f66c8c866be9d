"""A placement of Vela's social worker in Beta, in any of its states."""

from __future__ import annotations

from datetime import date

from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef
from consortium.placements import operations, queries
from consortium.placements.models import Placement
from consortium.workforce.models import Worker
from tests.consortium.workforce.staff import HOUR, actor, days, hired
from tests.towns import seat

PERIOD = days(date(2026, 3, 2), date(2026, 6, 30))
BEGINNING = "2026-02-20 09:00"


def town(name: str = "beta") -> ActorRef:
    return actor(name, "coordinator")


def cooperative(name: str = "vela") -> ActorRef:
    return actor(name, "coop_manager")


def social_worker(who: str = "vela", employer: str = "vela", weekly_minutes: int = 36 * HOUR) -> Worker:
    return hired(employer=employer, who=who, profile="social_worker", weekly_minutes=weekly_minutes)


def requested(
    at: str = "beta", of: str = "vela", consortium: str = "north", weekly_minutes: int = 18 * HOUR
) -> Placement:
    by = town(at)
    with enter(seat(at), actor=by):
        return operations.request_placement(
            consortium_id=seat(consortium).ente_id,
            town_id=seat(at).ente_id,
            cooperative_id=seat(of).ente_id,
            profile="social_worker",
            area="elderly",
            weekly_minutes=weekly_minutes,
            during=PERIOD,
            by=by,
        )


def designated(placement: Placement, worker: Worker, of: str = "vela") -> Placement:
    by = cooperative(of)
    with enter(seat(of), actor=by):
        mine = queries.access_placement(pk=placement.pk, by=by, lock=True)
        operations.designate(placement=mine, worker=worker, version=mine.version, by=by)
        return mine


def agreed(placement: Placement, at: str = "beta") -> Placement:
    by = town(at)
    with enter(seat(at), actor=by):
        mine = queries.access_placement(pk=placement.pk, by=by, lock=True)
        operations.agree(placement=mine, version=mine.version, by=by)
        return mine


def turned(on: date, at: str = "beta") -> int:
    with enter(seat(at)):
        return operations.turn(on=on)


def active(worker: Worker) -> Placement:
    """Begun on its first day."""
    placement = agreed(designated(requested(), worker))
    assert turned(PERIOD.lower) == 1
    return placement
