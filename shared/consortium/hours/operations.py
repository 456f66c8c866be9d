"""Declaring hours and the moves of their lines.

Lines are locked by their door. Moves raise `MoveRefused`; `versions` is what the form showed, by key:
`ChangedMeanwhile` when somebody was quicker.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.utils import timezone

from ambito.audit.operations import record
from ambito.events.operations import emit
from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import SYSTEM, ActorRef
from consortium.catalogue.errors import UnknownCode
from consortium.catalogue.queries import code
from consortium.hours import queries
from consortium.hours.engagements import Engagement
from consortium.hours.enums import MACHINE, Activity
from consortium.hours.errors import (
    AlreadyDeclared,
    DayTooLong,
    InTheFuture,
    NoCorrection,
    OutsideDates,
    WrongReason,
)
from consortium.hours.models import WHOLE_DAY, TimesheetLine, WorkedDay
from consortium.hours.rules import GUARDS, part_of
from consortium.workforce.errors import ChangedMeanwhile
from consortium.workforce.operations import lock_worker

Cell = tuple[date, Activity]
Versions = Mapping[UUID, int]


def write_week(
    *, engagement: Engagement, week: DateRange, minutes: Mapping[Cell, int], by: ActorRef
) -> list[TimesheetLine]:
    """Make the worker's drafts of a week what the table says; a cell that is not there or 0 is emptied.

    Raises `OutsideDates`, `InTheFuture`, `AlreadyDeclared` (a cell that is no longer a draft), `DayTooLong`.
    """
    lock_worker(engagement.worker.pk)
    written = {
        (line.day, Activity(line.activity)): line
        for line in queries.week_of(engagement.worker, engagement.town_id, week)
    }
    for cell in sorted(written.keys() | minutes.keys()):
        _write(engagement, cell, minutes.get(cell, 0), written.get(cell))
    drafts = [line for line in queries.week_of(engagement.worker, engagement.town_id, week) if _draft(line)]
    detail = {"step": "written", "from": week.lower, "minutes": sum(line.minutes for line in drafts)}
    record(kind="hours_event", subject=engagement.worker, by=by, detail=detail)
    return drafts


def submit(*, lines: Iterable[TimesheetLine], by: ActorRef) -> None:
    """The worker declares drafts."""
    _move_all(lines, "submit", by)


def validate(*, lines: Iterable[TimesheetLine], by: ActorRef, versions: Versions | None = None) -> None:
    """The employer has checked limits, absences and contract: the hours may be paid."""
    _move_all(lines, "validate", by, versions)


def send_back(*, line: TimesheetLine, reason: str, version: int, by: ActorRef) -> None:
    """The employer returns a line to the worker, who may write it again. `reason` as in a dispute."""
    line.dispute = _reason(reason)
    _move(line, "return", by, version=version, reason=line.dispute)
    _tell([line], "return", by)


def confirm(*, lines: Iterable[TimesheetLine], by: ActorRef, versions: Versions | None = None) -> None:
    """The town has had the service. Nobody confirms their own hours."""
    _move_all(lines, "confirm", by, versions)


def dispute(
    *, line: TimesheetLine, reason: str, proposed_minutes: int | None, version: int, by: ActorRef
) -> None:
    """The town does not recognise a line. Raises `WrongReason`; `NoCorrection` where the reason needs one."""
    coded = _reason(reason)
    if proposed_minutes is None and code("dispute_reasons", coded).more["proposes_value"] == "yes":
        raise NoCorrection
    line.dispute, line.proposed_minutes, line.rounds = coded, proposed_minutes, line.rounds + 1
    _move(line, "dispute", by, version=version, reason=coded)
    _tell([line], "dispute", by)


def accept_correction(*, line: TimesheetLine, version: int, by: ActorRef) -> None:
    """The employer agrees to what the town recognises. Raises `NoCorrection` where it named no value."""
    if line.proposed_minutes is None:
        raise NoCorrection
    _count(line, line.proposed_minutes - line.minutes)
    line.minutes = line.proposed_minutes
    _move(line, "accept_correction", by, version=version)
    _tell([line], "accept_correction", by)


def justify(*, line: TimesheetLine, reason: str, version: int, by: ActorRef) -> None:
    """The employer keeps the line; the town looks at it a second time."""
    _move(line, "justify", by, version=version, reason=_reason(reason))
    _tell([line], "justify", by)


def refer(*, line: TimesheetLine, reason: str, version: int, by: ActorRef) -> None:
    """To the consortium, when a dispute came back."""
    _move(line, "refer", by, version=version, reason=_reason(reason))
    _tell([line], "refer", by)


def decide(*, line: TimesheetLine, due: bool, reason: str, version: int, by: ActorRef) -> None:
    """The consortium says whether the town owes the line."""
    move = "decide_due" if due else "decide_zero"
    _move(line, move, by, version=version, reason=_reason(reason))
    _tell([line], move, by)


def lock_month(*, month: DateRange) -> int:
    """After the month nothing confirmed or zeroed is changed; how many lines were locked."""
    closed = TimesheetLine.objects.filter(
        state__in=("confirmed", "zeroed"), day__gte=month.lower, day__lt=month.upper
    )
    chosen = list(closed.select_for_update().order_by("pk"))
    for line in chosen:
        _move(line, "lock", SYSTEM)
    if chosen:
        detail = {"step": "lock", "from": month.lower, "lines": len(chosen)}
        record(kind="hours_event", by=SYSTEM, detail=detail)
    return len(chosen)


def _write(engagement: Engagement, cell: Cell, minutes: int, line: TimesheetLine | None) -> None:
    day, activity = cell
    if (line.minutes if line else 0) == minutes:
        return
    if line is not None and not _draft(line):
        raise AlreadyDeclared(day)
    if minutes and day not in engagement.during:
        raise OutsideDates(day)
    if minutes and day > timezone.localdate():
        raise InTheFuture(day)
    if line is None:
        line = _new(engagement, day, activity)
    _count(line, minutes - line.minutes)
    line.minutes = minutes
    if not minutes:
        line.delete()
    elif line._state.adding:
        line.save(force_insert=True)
    else:
        line.version += 1
        line.save(update_fields=["minutes", "version"])


def _new(engagement: Engagement, day: date, activity: Activity) -> TimesheetLine:
    return TimesheetLine(
        consortium_id=engagement.consortium_id,
        town_id=engagement.town_id,
        employer_id=engagement.worker.employer_id,
        worker=engagement.worker,
        placement_id=engagement.placement_id,
        allocation_id=engagement.allocation_id,
        day=day,
        activity=activity,
        minutes=0,
    )


def _count(line: TimesheetLine, more: int) -> None:
    """Keep the worker's day over all towns. Raises `DayTooLong`."""
    row, _ = WorkedDay.objects.get_or_create(worker_id=line.worker_id, day=line.day)
    if row.minutes + more > WHOLE_DAY:
        raise DayTooLong(line.day)
    WorkedDay.objects.filter(pk=row.pk).update(minutes=F("minutes") + more)


def _draft(line: TimesheetLine) -> bool:
    return line.state == MACHINE.initial


def _reason(reason: str) -> str:
    """A code of dispute_reasons; empty passes, the table says where one is needed."""
    if not reason:
        return ""
    try:
        return code("dispute_reasons", reason).code
    except UnknownCode:
        raise WrongReason from None


def _move_all(
    lines: Iterable[TimesheetLine], move: str, by: ActorRef, versions: Versions | None = None
) -> None:
    chosen = list(lines)
    for line in chosen:
        _move(line, move, by, version=(versions or {}).get(line.pk))
    _tell(chosen, move, by)


def _move(
    line: TimesheetLine,
    move: str,
    by: ActorRef,
    *,
    version: int | None = None,
    reason: str = "",
    **facts: Any,
) -> None:
    if version is not None and version != line.version:
        raise ChangedMeanwhile
    part = part_of(by, line)
    line.state = MACHINE.move(
        line.state, move, part, reason=reason, guards=GUARDS, facts={"line": line, **facts}
    )
    line.version += 1
    line.save(
        update_fields=[
            "minutes",
            "state",
            "dispute",
            "proposed_minutes",
            "rounds",
            "version",
        ]
    )


def _tell(lines: list[TimesheetLine], step: str, by: ActorRef) -> None:
    """One row of the log with the lines; one piece of news for each other side, without a name."""
    ids = [str(line.pk) for line in lines]
    record(kind="hours_event", by=by, detail={"step": step, "lines": ids})
    here = current_seat().ente_id
    for side in {party for line in lines for party in (line.town_id, line.employer_id)} - {here}:
        first = min(line.day for line in lines)
        emit(
            "hours.moved",
            to=side,
            key=f"hours:{ids[0]}:{lines[0].version}:{step}",
            payload={"step": step, "lines": len(lines), "from": first},
        )
