"""Reading workers and their calendar. Row security decides which rows whoever asks may see."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from ambito.access.doors import Missing
from ambito.tenancy.context import current_seat
from consortium.registry.queries.memberships import colleagues
from consortium.workforce.models import BusyTime, Worker


def worker(worker_id: UUID | str) -> Worker | None:
    return Worker.objects.filter(pk=worker_id).first()


def workers_employed_by(ente_id: UUID) -> list[Worker]:
    """By name."""
    return list(Worker.objects.filter(employer_id=ente_id).order_by("name", "id"))


def people_without_a_worker(employer_id: UUID, on: date) -> dict[UUID, str]:
    """Names of those with a role on a day in the Ente that we are inside who are not yet registered."""
    known = set(Worker.objects.filter(employer_id=employer_id).values_list("user_id", flat=True))
    return {one.user_id: one.name for one in colleagues(on) if one.user_id not in known}


def access_employed(*, pk: UUID, lock: bool = False) -> Worker:
    """A worker whom the Ente that we are inside employs, or `Missing`."""
    rows = Worker.objects.filter(pk=pk, employer_id=current_seat().ente_id)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Missing
    return row


def worker_of(user_id: UUID) -> list[UUID]:
    """Ids of the workers that this person is, one for each employer."""
    return list(Worker.objects.filter(user_id=user_id).order_by("id").values_list("id", flat=True))


def conflicts(worker_id: UUID, during: DateTimeTZRange) -> list[BusyTime]:
    """What the worker already has in that time, in order."""
    return list(BusyTime.objects.filter(worker_id=worker_id, during__overlap=during).order_by("during"))


def free(worker_id: UUID, within: DateTimeTZRange) -> list[tuple[datetime, datetime]]:
    """The gaps of the calendar inside `within`, in order."""
    gaps, begins = [], within.lower
    for busy in conflicts(worker_id, within):
        if begins < busy.during.lower:
            gaps.append((begins, busy.during.lower))
        begins = max(begins, busy.during.upper)
    return [*gaps, (begins, within.upper)] if begins < within.upper else gaps
