"""Reading hours. Row security decides which rows whoever asks may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet, Sum

from ambito.access.doors import Missing
from ambito.access.relations import visible_to
from ambito.tenancy.seats import ActorRef
from consortium.hours.engagements import Engagement, of_allocation, of_designation
from consortium.hours.enums import DECLARED, PAYABLE
from consortium.hours.models import TimesheetLine
from consortium.placements.models import Designation
from consortium.placements.queries import WORKED
from consortium.pool.models import Allocation
from consortium.workforce.models import Worker

# A month agrees when declared and planned differ by no more, in minutes.
TOLERANCE = 15
CONFIRMED = Q(state__in=("confirmed", "locked"))


@dataclass(slots=True)
class WorkerMonth:
    """What one worker did in one town in a month, in minutes."""

    worker: Worker
    town_id: UUID
    planned: int = 0
    lines: list[TimesheetLine] = field(default_factory=list)

    @property
    def declared(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def difference(self) -> int:
        return self.declared - self.planned

    @property
    def agrees(self) -> bool:
        return abs(self.difference) <= TOLERANCE

    def waiting(self, state: str) -> list[TimesheetLine]:
        return [line for line in self.lines if line.state == state]


@dataclass(frozen=True, slots=True)
class TownMonth:
    """Minutes of a town in a month: figures only."""

    town_id: UUID
    declared: int
    validated: int
    confirmed: int
    disputed: int


def month_of(day: date) -> DateRange:
    """The month that contains a day, half-open."""
    first = day.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return DateRange(first, following)


def lines() -> QuerySet[TimesheetLine]:
    return TimesheetLine.objects.select_related("worker").order_by("day", "worker__name", "activity", "id")


def access_lines(*, pks: Iterable[UUID | str], by: ActorRef) -> list[TimesheetLine]:
    """These lines, locked in the order of their keys; `Missing` when the actor does not find every one."""
    wanted = set(map(str, pks))
    rows = visible_to(TimesheetLine.objects.select_related("worker"), by).filter(pk__in=wanted)
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if not wanted or len(found) != len(wanted):
        raise Missing
    return found


def week_of(worker: Worker, town_id: UUID, week: DateRange) -> list[TimesheetLine]:
    """What the worker wrote for a town in a week, in any state."""
    return list(lines().filter(worker=worker, town_id=town_id, day__gte=week.lower, day__lt=week.upper))


def declared_in(month: DateRange, *, by: ActorRef) -> QuerySet[TimesheetLine]:
    """Declared lines of a month that are the actor's to look at: of others than its own staff, the consortium
    has only what waits for its decision.
    """
    rows = visible_to(lines(), by).filter(state__in=DECLARED, day__gte=month.lower, day__lt=month.upper)
    if not by.role.startswith("consortium_"):
        return rows
    return rows.filter(Q(employer_id=by.ente_id) | Q(state="arbitration"))


def month_by_worker(*, by: ActorRef, month: DateRange) -> list[WorkerMonth]:
    """Planned and declared of everybody whom the actor may see, by name. Drafts are nobody else's."""
    rows: dict[tuple[UUID, UUID], WorkerMonth] = {}
    for engagement in _engagements(by, month):
        row = _row(rows, engagement.worker, engagement.town_id)
        row.planned += engagement.planned(month)
    shown = visible_to(lines(), by).filter(state__in=DECLARED, day__gte=month.lower, day__lt=month.upper)
    for line in shown:
        _row(rows, line.worker, line.town_id).lines.append(line)
    return sorted(rows.values(), key=lambda row: (row.worker.name, row.town_id))


def totals(month: DateRange) -> list[TownMonth]:
    """Per town, for dashboards; the towns that whoever asks may see."""
    minutes = Sum("minutes", default=0)
    rows = (
        TimesheetLine.objects.filter(state__in=DECLARED, day__gte=month.lower, day__lt=month.upper)
        .values("town_id")
        .annotate(
            declared=minutes,
            validated=Sum("minutes", default=0, filter=Q(state__in=PAYABLE)),
            confirmed=Sum("minutes", default=0, filter=CONFIRMED),
            disputed=Sum("minutes", default=0, filter=Q(state__in=("disputed", "arbitration"))),
        )
        .order_by("town_id")
    )
    return [TownMonth(**row) for row in rows]


def in_arbitration() -> list[TimesheetLine]:
    return list(lines().filter(state="arbitration"))


def _engagements(by: ActorRef, month: DateRange) -> list[Engagement]:
    """Everything planned in the month at the Ente of the actor: as a town or as an employer."""
    mine = Q(placement__town_id=by.ente_id) | Q(placement__cooperative_id=by.ente_id)
    placed = Designation.objects.filter(mine, during__overlap=month, placement__state__in=WORKED)
    found = [of_designation(one) for one in placed.select_related("worker", "placement").order_by("id")]
    if by.role.startswith("coop_"):
        return found
    here = Q(town_id=by.ente_id) | Q(worker__employer_id=by.ente_id)
    pooled = Allocation.objects.filter(here, during__overlap=month).select_related("worker").order_by("id")
    return [*found, *(of_allocation(one) for one in pooled)]


def _row(rows: dict[tuple[UUID, UUID], WorkerMonth], worker: Worker, town_id: UUID) -> WorkerMonth:
    return rows.setdefault((worker.pk, town_id), WorkerMonth(worker, town_id))
