"""Writing workers down, and the one busy calendar: no two places at once, with the time to get there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ambito.audit.operations import record
from ambito.tenancy.seats import ActorRef
from consortium.catalogue import queries as catalogue
from consortium.registry.queries import enti
from consortium.workforce.enums import BusyKind
from consortium.workforce.errors import Busy, ChangedMeanwhile, NoTimeToTravel, StillPlaced, TooFewHours
from consortium.workforce.hooks import commitments
from consortium.workforce.models import BusyTime, Introduction, Worker
from consortium.workforce.queries import conflicts
from consortium.workforce.rules import peak

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('worker:' || %s, 0))"


class Particulars(TypedDict):
    """What is kept of a worker; codes of professional_profiles, contract_kinds and areas."""

    name: str
    profile: str
    contract: str
    weekly_minutes: int
    register_number: NotRequired[str]
    areas: NotRequired[Sequence[str]]


def register_worker(
    *, employer_id: UUID, user_id: UUID, by: ActorRef, **particulars: Unpack[Particulars]
) -> Worker:
    """`UnknownCode`; `ValidationError` for somebody registered, and for a register number that is missing."""
    worker = Worker(employer_id=employer_id, user_id=user_id)
    _describe(worker, particulars)
    worker.validate_constraints()
    worker.save(force_insert=True)
    _log(worker, "registered", by)
    return worker


def change_worker(*, worker: Worker, version: int, by: ActorRef, **particulars: Unpack[Particulars]) -> None:
    """`worker` is locked by its door. Raises `ChangedMeanwhile`, `UnknownCode`.

    `ValidationError` for a contract with fewer hours than are promised, for another profession as long as
    hours are promised in this one, and for a register number that is missing.
    """
    if worker.version != version:
        raise ChangedMeanwhile
    lock_worker(worker.pk)
    _keep_promises(worker, profile=particulars["profile"], weekly_minutes=particulars["weekly_minutes"])
    _describe(worker, particulars)
    worker.version += 1
    worker.save()
    _log(worker, "changed", by)


def _keep_promises(worker: Worker, *, profile: str, weekly_minutes: int) -> None:
    from_today = DateRange(timezone.localdate(), None)
    promised = peak([each for provider in commitments for each in provider(worker)], from_today)
    if weekly_minutes < promised:
        raise ValidationError({"weekly_minutes": TooFewHours(promised=promised)})
    if promised and profile != worker.profile:
        raise ValidationError({"profile": StillPlaced()})


def _describe(worker: Worker, said: Particulars) -> None:
    profession = catalogue.code("professional_profiles", said["profile"])
    number = said.get("register_number", "").strip()
    if profession.more["register_required"] == "yes" and not number:
        raise ValidationError({"register_number": _("Enter the number in the professional register.")})
    worker.name, worker.profile, worker.register_number = said["name"].strip(), profession.code, number
    worker.contract = catalogue.code("contract_kinds", said["contract"]).code
    worker.weekly_minutes = said["weekly_minutes"]
    worker.areas = [catalogue.code("areas", area).code for area in said.get("areas", ())]
    worker.clean_fields(exclude=["employer", "user"])


def _log(worker: Worker, step: str, by: ActorRef) -> None:
    detail = {"step": step, "profile": worker.profile, "contract": worker.contract}
    record(kind="worker_change", subject=worker, by=by, detail=detail)


def introduce(*, worker: Worker, town_id: UUID) -> None:
    """From now on the town sees this worker and the busy calendar."""
    Introduction.objects.bulk_create([Introduction(worker=worker, town_id=town_id)], ignore_conflicts=True)


def lock_worker(worker_id: UUID) -> None:
    """Until the end of the transaction nobody else plans this worker's time or hours."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [str(worker_id)])


def take(
    *, worker_id: UUID, during: DateTimeTZRange, ente_id: UUID, kind: BusyKind, by: ActorRef
) -> BusyTime:
    """Book the worker's time in a town, with the way there and the way on to the next town of the same day.

    Raises `Busy`, `NoTimeToTravel`.
    """
    lock_worker(worker_id)
    if any(busy.kind != BusyKind.TRAVEL for busy in conflicts(worker_id, during)):
        raise Busy
    taken = BusyTime(worker_id=worker_id, ente_id=ente_id, kind=kind, during=during)
    before, after = _neighbour(taken, ahead=False), _neighbour(taken, ahead=True)
    _clear_the_ways(worker_id, during, after)
    taken.save(force_insert=True)
    _draw_the_way(before, taken)
    _draw_the_way(taken, after)
    record(kind="calendar_change", subject=taken, by=by, detail={"kind": kind.value, "taken": True})
    return taken


def release(*, busy: BusyTime, by: ActorRef) -> None:
    """Give the time back; the ways around it are drawn anew."""
    lock_worker(busy.worker_id)
    before, after = _neighbour(busy, ahead=False), _neighbour(busy, ahead=True)
    record(kind="calendar_change", subject=busy, by=by, detail={"kind": busy.kind, "taken": False})
    _clear_the_ways(busy.worker_id, busy.during, after)
    busy.delete()
    _draw_the_way(before, after)


def _neighbour(busy: BusyTime, *, ahead: bool) -> BusyTime | None:
    """The nearest work of the same day in Rome."""
    midnight = timezone.localtime(busy.during.lower).replace(hour=0, minute=0, second=0, microsecond=0)
    day = DateTimeTZRange(midnight, midnight + timedelta(days=1))
    work = BusyTime.objects.filter(worker_id=busy.worker_id, kind=BusyKind.WORK, during__overlap=day).exclude(
        pk=busy.pk
    )
    if ahead:
        return work.filter(during__fully_gt=busy.during).order_by("during").first()
    return work.filter(during__fully_lt=busy.during).order_by("-during").first()


def _clear_the_ways(worker_id: UUID, during: DateTimeTZRange, after: BusyTime | None) -> None:
    """The ways to this time and to the next one: they are drawn again from where the worker will be."""
    ways = Q(during__overlap=during) | Q(during__endswith=during.lower)
    if after is not None:
        ways |= Q(during__endswith=after.during.lower)
    BusyTime.objects.filter(ways, worker_id=worker_id, kind=BusyKind.TRAVEL).delete()


def _draw_the_way(start: BusyTime | None, end: BusyTime | None) -> None:
    """Just before `end`, as long as the road between the two towns."""
    if start is None or end is None or BusyKind.ABSENCE in {start.kind, end.kind}:
        return
    minutes = catalogue.travel_minutes(enti.istat_code_of(start.ente_id), enti.istat_code_of(end.ente_id))
    if not minutes:
        return
    begins: datetime = end.during.lower - timedelta(minutes=minutes)
    if begins < start.during.upper:
        left = int((end.during.lower - start.during.upper).total_seconds() // 60)
        raise NoTimeToTravel(needed=minutes, left=left)
    BusyTime(
        worker_id=end.worker_id,
        ente_id=end.ente_id,
        kind=BusyKind.TRAVEL,
        during=DateTimeTZRange(begins, end.during.lower),
    ).save(force_insert=True)
