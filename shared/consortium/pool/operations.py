"""The consortium agrees hours with a town and allocates professionals; their access follows the dates."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.audit.operations import record
from ambito.events.operations import emit
from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import ActorRef
from consortium.catalogue import queries as catalogue
from consortium.pool import queries
from consortium.pool.errors import BeyondAgreement, NotPooled, OutsideAgreement
from consortium.pool.models import Allocation, PoolAgreement
from consortium.pool.rules import ROLES, commitments, promised
from consortium.registry.operations import end_membership, open_membership
from consortium.registry.queries import memberships
from consortium.workforce.errors import BeyondContract, ChangedMeanwhile
from consortium.workforce.models import Worker
from consortium.workforce.operations import introduce, lock_worker
from consortium.workforce.rules import peak

DAY = timedelta(days=1)


def agree_hours(
    *, consortium_id: UUID, town_id: UUID, profile: str, weekly_minutes: int, during: DateRange, by: ActorRef
) -> PoolAgreement:
    """Write down an agreement. Raises `UnknownCode`, `NotPooled` for a profession that is not shared."""
    if catalogue.code("professional_profiles", profile).code not in ROLES:
        raise NotPooled
    agreement = PoolAgreement(
        consortium_id=consortium_id,
        town_id=town_id,
        profile=profile,
        weekly_minutes=weekly_minutes,
        during=during,
    )
    agreement.save(force_insert=True)
    record(kind="staffing_event", subject=agreement, by=by, detail={"step": "agreed", "profile": profile})
    return agreement


def allocate(
    *, worker: Worker, town_id: UUID, area: str, weekly_minutes: int, during: DateRange, by: ActorRef
) -> Allocation:
    """Give a town hours of a pooled professional, and the professional a dated membership there.

    Raises `NotPooled`, `OutsideAgreement`, `BeyondAgreement`, `BeyondContract` (over all towns).
    """
    if worker.employer_id != current_seat().ente_id or worker.profile not in ROLES:
        raise NotPooled
    lock_worker(worker.pk)
    agreement = _agreement(town_id, worker.profile, during)
    _within_agreement(agreement, weekly_minutes, during)
    _within_contract(worker, weekly_minutes, during)
    allocation = Allocation(
        consortium_id=worker.employer_id,
        town_id=town_id,
        agreement=agreement,
        worker=worker,
        area=catalogue.code("areas", area).code,
        weekly_minutes=weekly_minutes,
        during=during,
    )
    allocation.save(force_insert=True)
    introduce(worker=worker, town_id=town_id)
    open_membership(
        user_id=worker.user_id,
        ente_id=town_id,
        role=ROLES[worker.profile],
        during=during,
        source=allocation.source,
        by=by,
    )
    _tell(allocation, "allocated", by)
    return allocation


def end_allocation(*, allocation: Allocation, last_day: date, version: int, by: ActorRef) -> None:
    """The last day of work in the town; access ends with it. `allocation` is locked by its door.

    Raises `ChangedMeanwhile`. A last day before the first leaves no day at all.
    """
    if allocation.version != version:
        raise ChangedMeanwhile
    first, until = allocation.during.lower, min(last_day + DAY, allocation.during.upper)
    allocation.during = DateRange(first, max(first, until))
    allocation.version += 1
    allocation.save(update_fields=["during", "version"])
    for membership in memberships.opened_by(allocation.source, allocation.town_id):
        end_membership(membership=membership, last_day=until - DAY, by=by)
    _tell(allocation, "ended", by)


def _agreement(town_id: UUID, profile: str, during: DateRange) -> PoolAgreement:
    """Locked, so that two allocations at once do not both take its last hours."""
    found = queries.agreement_for(town_id, profile, during)
    if found is None:
        raise OutsideAgreement
    return PoolAgreement.objects.select_for_update().get(pk=found.pk)


def _within_agreement(agreement: PoolAgreement, weekly_minutes: int, during: DateRange) -> None:
    taken = peak(commitments(agreement.allocations.order_by("id")), during)
    if taken + weekly_minutes > agreement.weekly_minutes:
        raise BeyondAgreement(left=max(0, agreement.weekly_minutes - taken))


def _within_contract(worker: Worker, weekly_minutes: int, during: DateRange) -> None:
    wanted = weekly_minutes + peak(promised(worker), during)
    if wanted > worker.weekly_minutes:
        raise BeyondContract(wanted=wanted, contract=worker.weekly_minutes)


def _tell(allocation: Allocation, step: str, by: ActorRef) -> None:
    record(
        kind="staffing_event",
        subject=allocation,
        by=by,
        detail={"step": step, "town": allocation.town_id, "minutes": allocation.weekly_minutes},
    )
    emit(
        f"pool.{step}",
        to=allocation.town_id,
        key=f"{allocation.source}:{step}:{allocation.version}",
        payload={"allocation_id": allocation.pk},
    )
