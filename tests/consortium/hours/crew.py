"""Workers of the tests of hours, and lines as they stand in an Ente."""

from __future__ import annotations

from collections.abc import Callable

from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.hours.models import TimesheetLine
from consortium.pool.operations import agree_hours, allocate
from consortium.workforce.models import Worker
from tests.consortium.hours import sheets
from tests.consortium.workforce.staff import HOUR, YEAR, actor, hired
from tests.towns import user_id

GetSeat = Callable[[str], Seat]


def pooled(seat: GetSeat) -> Worker:
    """A psychologist of the consortium with six hours a week in Beta."""
    worker = hired(employer="north", who="rete")
    by = actor("north", "consortium_manager")
    north, beta = seat("north").ente_id, seat("beta").ente_id
    with enter(seat("north"), actor=by):
        agree_hours(
            consortium_id=north,
            town_id=beta,
            profile="psychologist",
            weekly_minutes=6 * HOUR,
            during=YEAR,
            by=by,
        )
        allocate(
            worker=worker,
            town_id=beta,
            area="minors_families",
            weekly_minutes=6 * HOUR,
            during=YEAR,
            by=by,
        )
    return worker


def known(cooperative: Seat) -> Worker:
    with enter(cooperative):
        return Worker.objects.get(user_id=user_id("vela"))


def at(
    seat: Seat, by: ActorRef, lines: list[TimesheetLine], step: Callable[[TimesheetLine, ActorRef], None]
) -> TimesheetLine:
    with enter(seat, actor=by):
        line = sheets.locked(lines[:1], by)[0]
        step(line, by)
        return line
