"""Reading placements. Row security decides which rows whoever asks may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Prefetch, QuerySet

from ambito.access.doors import Missing
from ambito.access.relations import visible_to
from ambito.tenancy.seats import ActorRef
from consortium.placements.enums import MACHINE
from consortium.placements.models import Designation, Placement
from consortium.pool.models import Allocation
from consortium.workforce.models import Worker

DAY = timedelta(days=1)
# In these states a designation takes hours of the worker's contract.
BINDING = frozenset({"designated", "agreed", "active", "replacing", "ending", "suspended"})


# In these states hours may have been worked on the worker's dates.
WORKED = frozenset({"active", "suspended", "replacing", "ending", "ended"})


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody of another Ente who works in a town, in minutes a week, from–to (half-open)."""

    worker: Worker
    area: str
    weekly_minutes: int
    during: DateRange
    pooled: bool


def placements() -> QuerySet[Placement]:
    """All with their designations, the latest moved first."""
    designations = Designation.objects.select_related("worker").order_by("during", "id")
    return Placement.objects.prefetch_related(Prefetch("designations", designations)).order_by(
        "-moved_at", "id"
    )


def access_placement(*, pk: UUID | str, by: ActorRef, lock: bool = False) -> Placement:
    """The placement with this key, or `Missing` where the actor finds none."""
    rows = visible_to(placements(), by).filter(pk=pk)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Missing
    return row


def latest(placement: Placement) -> Designation | None:
    """Who works it now, or is proposed."""
    return max(
        placement.designations.all(), key=lambda one: (one.during.lower or date.min, one.pk), default=None
    )


def binding_of(worker: Worker) -> list[Designation]:
    """Designations that take hours of the worker's contract, over all towns."""
    found = worker.designations.filter(placement__state__in=BINDING, during__isempty=False)
    return list(found.select_related("placement").order_by("id"))


def working_on(user_id: UUID, within: DateRange) -> list[Designation]:
    """A person's designations with a day inside `within`, by town."""
    found = Designation.objects.filter(
        worker__user_id=user_id, during__overlap=within, placement__state__in=WORKED
    )
    return list(found.select_related("placement", "worker").order_by("placement__town_id", "id"))


def where_are(workers: Iterable[Worker], on: date) -> list[Designation]:
    """Designations that have not ended on a day, by their first day."""
    found = Designation.objects.filter(
        worker__in=list(workers), during__endswith__gt=on, placement__state__in=BINDING
    )
    return list(found.select_related("placement").order_by("during", "id"))


def present_in(town_id: UUID, on: date) -> list[Presence]:
    """Pooled and placed people whose dates in the town have not ended, by name."""
    pooled = Allocation.objects.filter(town_id=town_id, during__endswith__gt=on).select_related("worker")
    placed = Designation.objects.filter(
        placement__town_id=town_id, placement__state__in=BINDING - {"designated"}, during__endswith__gt=on
    ).select_related("worker", "placement")
    people = [
        *(Presence(one.worker, one.area, one.weekly_minutes, one.during, pooled=True) for one in pooled),
        *(
            Presence(one.worker, one.placement.area, one.placement.weekly_minutes, one.during, pooled=False)
            for one in placed
        ),
    ]
    return sorted(people, key=lambda one: (one.worker.name, one.during.lower or date.min))


def outlasting(consortium_id: UUID, cooperative_id: UUID, last_day: date) -> int:
    """How many placements of a cooperative in a consortium's towns are asked for or agreed after a day."""
    going = Placement.objects.filter(consortium_id=consortium_id, cooperative_id=cooperative_id)
    return going.exclude(state__in=MACHINE.final).filter(during__endswith__gt=last_day + DAY).count()


def counts() -> dict[str, int]:
    """How many placements are in each state, in the order of the table; states without any are left out."""
    found = Counter(Placement.objects.values_list("state", flat=True))
    order = [*dict.fromkeys(move.source for move in MACHINE.moves), *sorted(MACHINE.final)]
    return {state: found[state] for state in order if found[state]}
