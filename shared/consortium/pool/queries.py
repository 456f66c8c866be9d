"""Reading the pool. Row security decides which rows whoever asks may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from ambito.access.doors import Missing
from ambito.access.relations import visible_to
from ambito.tenancy.seats import ActorRef
from consortium.pool.models import Allocation, PoolAgreement
from consortium.registry.queries import enti
from consortium.workforce.models import Worker


@dataclass(frozen=True, slots=True)
class TownPool:
    """What a town agreed and has of the pool on a day, in minutes a week."""

    town_id: UUID
    name: str
    agreed: int
    allocated: int


def allocations_on(on: date) -> QuerySet[Allocation]:
    """Those that run on a day or begin later, by worker."""
    running = Allocation.objects.filter(during__endswith__gt=on, during__isempty=False)
    return running.select_related("worker").order_by("worker__name", "during", "id")


def allocations_of(user_id: UUID, within: DateRange) -> list[Allocation]:
    """A person's allocations with a day inside `within`, by town."""
    found = Allocation.objects.filter(worker__user_id=user_id, during__overlap=within)
    return list(found.select_related("worker").order_by("town_id", "id"))


def access_allocation(*, pk: UUID | str, by: ActorRef, lock: bool = False) -> Allocation:
    """The allocation with this key, or `Missing` where the actor finds none."""
    rows = visible_to(Allocation.objects.select_related("worker"), by).filter(pk=pk)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Missing
    return row


def pooled_workers(consortium_id: UUID) -> list[Worker]:
    """Whom the consortium itself employs, by name."""
    return list(Worker.objects.filter(employer_id=consortium_id).order_by("name", "id"))


def agreements(on: date) -> QuerySet[PoolAgreement]:
    """Those that have not ended on a day."""
    return PoolAgreement.objects.filter(during__endswith__gt=on).order_by("town_id", "profile", "id")


def agreement_for(town_id: UUID, profile: str, during: DateRange) -> PoolAgreement | None:
    """The agreement that covers the dates, the one with most hours first."""
    fit = PoolAgreement.objects.filter(town_id=town_id, profile=profile, during__contains=during)
    return fit.order_by("-weekly_minutes", "id").first()


def figures(consortium_id: UUID, on: date) -> list[TownPool]:
    """Every town of the consortium by name, also those without the pool."""
    agreed = _sums(PoolAgreement.objects.filter(during__contains=on).values_list("town_id", "weekly_minutes"))
    given = _sums(Allocation.objects.filter(during__contains=on).values_list("town_id", "weekly_minutes"))
    return [
        TownPool(town.ente_id, town.name, agreed.get(town.ente_id, 0), given.get(town.ente_id, 0))
        for town in enti.towns_of(consortium_id)
    ]


def _sums(pairs: Iterable[tuple[UUID, int]]) -> dict[UUID, int]:
    sums: dict[UUID, int] = {}
    for town_id, minutes in pairs:
        sums[town_id] = sums.get(town_id, 0) + minutes
    return sums
