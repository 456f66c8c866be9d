"""What ties the demo's Enti together: projects, referrals, the pool, cooperatives, hours, figures."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from ambito.events.delivery import deliver
from ambito.project.demo import agreed, directory, helping, hours, placed, pooled, sent, teams
from ambito.project.demo.enti import CONSORTIA
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import SYSTEM, ActorRef, Seat
from consortium.dashboards.errors import AlreadyReleased, NothingPublished
from consortium.dashboards.months import month_before
from consortium.dashboards.operations import release
from consortium.dashboards.queries import released_months
from town.statistics.operations import publish_counts

MONTHS = 3


def fill(seats: dict[str, Seat], *, today: date) -> None:
    """Through the operations of the apps. Repeatable: what is there is left alone."""
    agreed.fill(seats, today=today)
    sent.fill(seats, today=today)
    pooled.fill(seats, today=today)
    placed.fill(seats, today=today)
    teams.fill(seats)
    directory.fill(seats, today=today)
    helping.fill(seats, today=today)
    hours.fill(seats, today=today)
    for seat in seats.values():
        deliver(seat)
    _count(seats, today=today)


def _count(seats: dict[str, Seat], *, today: date) -> None:
    """The last complete months, as every month in its first days."""
    month = today
    for _ in range(MONTHS):
        month = month_before(month)
        for consortium in CONSORTIA:
            _count_month(seats, seats[consortium.label], month)


def _count_month(seats: dict[str, Seat], consortium: Seat, month: date) -> None:
    with enter(consortium):
        if month in released_months():
            return
    for town in seats.values():
        if town.consortium_id == consortium.ente_id:
            publish_counts(seat=town, month=month, by=_system(town))
    by = _system(consortium)
    with enter_function("publisher", actor=by), suppress(AlreadyReleased, NothingPublished):
        release(consortium_id=consortium.ente_id, month=month, by=by)


def _system(seat: Seat) -> ActorRef:
    return ActorRef(None, SYSTEM.role, seat.ente_id)
