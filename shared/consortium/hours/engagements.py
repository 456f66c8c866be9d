"""What somebody is assigned to: an allocation of the pool or a placement, as hours see them both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.italy.holidays import is_working_day
from consortium.placements import queries as placements
from consortium.placements.models import Designation
from consortium.pool import queries as pool
from consortium.pool.models import Allocation
from consortium.workforce.models import Worker

WORKING_DAYS = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Engagement:
    """`during` are the worker's own days in the town, half-open; minutes are a week's."""

    worker: Worker
    consortium_id: UUID
    town_id: UUID
    weekly_minutes: int
    during: DateRange
    placement_id: UUID | None = None
    allocation_id: UUID | None = None

    @property
    def key(self) -> UUID:
        """The placement or allocation."""
        ground = self.placement_id or self.allocation_id
        assert ground is not None  # noqa: S101 - built by the two functions below only
        return ground

    def planned(self, within: DateRange) -> int:
        """Minutes of the agreed week, a fifth each working day inside the dates and `within`."""
        days = sum(is_working_day(day) for day in each_day(within) if day in self.during)
        return round(self.weekly_minutes * days / WORKING_DAYS)


def of_allocation(allocation: Allocation) -> Engagement:
    return Engagement(
        worker=allocation.worker,
        consortium_id=allocation.consortium_id,
        town_id=allocation.town_id,
        weekly_minutes=allocation.weekly_minutes,
        during=allocation.during,
        allocation_id=allocation.pk,
    )


def of_designation(designation: Designation) -> Engagement:
    return Engagement(
        worker=designation.worker,
        consortium_id=designation.placement.consortium_id,
        town_id=designation.placement.town_id,
        weekly_minutes=designation.placement.weekly_minutes,
        during=designation.during,
        placement_id=designation.placement_id,
    )


def engagements_of(user_id: UUID, within: DateRange, *, cooperative: bool) -> list[Engagement]:
    """A person's engagements with a day inside `within`; a cooperative has no part in the pool."""
    placed = [of_designation(one) for one in placements.working_on(user_id, within)]
    if cooperative:
        return placed
    return [*(of_allocation(one) for one in pool.allocations_of(user_id, within)), *placed]


def each_day(within: DateRange) -> Iterable[date]:
    count = (within.upper - within.lower).days
    return (within.lower + number * DAY for number in range(count))
