"""Hours of Vela's social worker, placed in Beta, and of a pooled psychologist there."""

from __future__ import annotations

from datetime import date

from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef
from consortium.hours import operations, queries
from consortium.hours.engagements import Engagement, engagements_of
from consortium.hours.enums import Activity
from consortium.hours.models import TimesheetLine
from tests.consortium.placements.staged import PERIOD
from tests.consortium.workforce.staff import actor, days
from tests.towns import seat, user_id

MONDAY = date(2026, 3, 9)
WEEK = days(MONDAY, date(2026, 3, 15))
CASEWORK, DESK = Activity.CASEWORK, Activity.DESK


def worker(who: str = "vela", at: str = "beta", role: str = "placed_worker") -> ActorRef:
    return actor(at, role, user_id(who))


def engagement(by: ActorRef) -> Engagement:
    """The first one of the person, read inside the Ente that we are in."""
    assert by.user_id is not None
    return engagements_of(by.user_id, PERIOD, cooperative=by.role == "coop_worker")[0]


def written(
    minutes: dict[operations.Cell, int], by: ActorRef | None = None, at: str = "beta"
) -> list[TimesheetLine]:
    """Drafts of the week."""
    by = by or worker(at=at)
    with enter(seat(at), actor=by):
        return operations.write_week(engagement=engagement(by), week=WEEK, minutes=minutes, by=by)


def locked(lines: list[TimesheetLine], by: ActorRef) -> list[TimesheetLine]:
    return queries.access_lines(pks=[line.pk for line in lines], by=by)


def submitted(minutes: dict[operations.Cell, int], by: ActorRef | None = None) -> list[TimesheetLine]:
    by = by or worker()
    drafts = written(minutes, by)
    with enter(seat("beta"), actor=by):
        lines = locked(drafts, by)
        operations.submit(lines=lines, by=by)
        return lines


def validated(
    lines: list[TimesheetLine], at: str = "vela", role: str = "coop_manager"
) -> list[TimesheetLine]:
    by = actor(at, role)
    with enter(seat(at), actor=by):
        mine = locked(lines, by)
        operations.validate(lines=mine, by=by)
        return mine
