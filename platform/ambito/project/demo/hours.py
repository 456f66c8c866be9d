"""The hours of the last weeks: the oldest confirmed, then validated, then only declared; one disputed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from ambito.access.enums import Role
from ambito.italy.holidays import is_working_day
from ambito.project.demo import placed, pooled, staff
from ambito.project.demo.work import crew_of
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.hours import operations, queries
from consortium.hours.engagements import WORKING_DAYS, Engagement, each_day, engagements_of
from consortium.hours.enums import Activity

# How many weeks of hours there are, and of them the newest that still wait for the employer, for the town.
WEEKS, WITH_EMPLOYER, WITH_TOWN = 3, 1, 2
QUARTER = 15
DISPUTED = ("ines", "parabiago")


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's work in a town, for the employer who validates it."""

    key: str
    town: str
    employer: str
    role: Role

    @property
    def user_id(self) -> UUID:
        return staff.named(self.key).id


def fill(seats: dict[str, Seat], *, today: date) -> None:
    """Hours of everybody who has none yet in a town."""
    monday = today - timedelta(days=today.weekday())
    for turn in _turns():
        if _declared(turn, seats[turn.town], monday):
            employer, town = seats[turn.employer], seats[turn.town]
            by = crew_of(turn.town, town).coordinator
            _validate(turn, employer, monday - timedelta(weeks=WITH_EMPLOYER))
            _confirm(turn, town, by, monday - timedelta(weeks=WITH_TOWN))
            if (turn.key, turn.town) == DISPUTED:
                _dispute(turn, town, by)


def _turns() -> list[Turn]:
    shared = [
        Turn(key, label, pooled.CONSORTIUM, Role.PSYCHOLOGIST)
        for key, towns in pooled.HOURS.items()
        for label in towns
    ]
    sent = [
        Turn(one.worker, one.town, one.cooperative, Role.PLACED_WORKER)
        for one in placed.PLACEMENTS
        if one.state == "active"
    ]
    return [*shared, *sent]


def _declared(turn: Turn, town: Seat, monday: date) -> bool:
    """Whether the worker has only now written and declared the weeks."""
    by = staff.actor(turn.key, town, turn.role)
    with enter(town, actor=by):
        if _lines(turn, town).exists():
            return False
        weeks = [_week(monday - timedelta(weeks=ago)) for ago in range(WEEKS, 0, -1)]
        whole = DateRange(weeks[0].lower, monday)
        engagements = engagements_of(turn.user_id, whole, cooperative=False)
        engagement = next(one for one in engagements if one.town_id == town.ente_id)
        for week in weeks:
            minutes = _minutes(engagement, week)
            drafts = operations.write_week(engagement=engagement, week=week, minutes=minutes, by=by)
            operations.submit(lines=drafts, by=by)
    return True


def _week(monday: date) -> DateRange:
    return DateRange(monday, monday + timedelta(days=7))


def _minutes(engagement: Engagement, week: DateRange) -> dict[operations.Cell, int]:
    """A fifth of the week's hours each working day, in whole quarters; Friday's are a meeting."""
    each = round(engagement.weekly_minutes / WORKING_DAYS / QUARTER) * QUARTER
    days = [day for day in each_day(week) if is_working_day(day) and day in engagement.during]
    return {
        (day, Activity.MEETING if day.weekday() == WORKING_DAYS - 1 else Activity.CASEWORK): each
        for day in days
    }


def _validate(turn: Turn, employer: Seat, until: date) -> None:
    by = staff.actor(placed.MANAGERS.get(turn.employer, pooled.MANAGER), employer)
    with enter(employer, actor=by):
        if waiting := _waiting(turn, "submitted", until, by):
            operations.validate(lines=waiting, by=by)


def _confirm(turn: Turn, town: Seat, by: ActorRef, until: date) -> None:
    with enter(town, actor=by):
        if waiting := _waiting(turn, "validated", until, by):
            operations.confirm(lines=waiting, by=by)


def _waiting(turn: Turn, state: str, until: date, by: ActorRef) -> list[Any]:
    """What of the days before `until` is in this state, locked."""
    found = queries.lines().filter(worker__user_id=turn.user_id, state=state, day__lt=until)
    pks = list(found.values_list("pk", flat=True))
    return queries.access_lines(pks=pks, by=by) if pks else []


def _dispute(turn: Turn, town: Seat, by: ActorRef) -> None:
    """The town remembers fewer minutes of one day."""
    with enter(town, actor=by):
        line = _lines(turn, town).filter(state="validated").order_by("day").first()
        if line is not None:
            mine = queries.access_lines(pks=[line.pk], by=by)[0]
            operations.dispute(
                line=mine,
                reason="fewer_minutes",
                proposed_minutes=mine.minutes - 2 * QUARTER,
                version=mine.version,
                by=by,
            )


def _lines(turn: Turn, town: Seat) -> QuerySet[Any]:
    return queries.lines().filter(worker__user_id=turn.user_id, town_id=town.ente_id)
