"""Publishing raw counts and releasing a month, both as role `publisher` in a short transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db import connection

from ambito.audit.operations import record
from ambito.tenancy.seats import ActorRef
from consortium.dashboards.disclosure import protect
from consortium.dashboards.enums import Mark
from consortium.dashboards.errors import AlreadyReleased, NothingPublished, UnknownMeasure
from consortium.dashboards.measures import (
    BY_CODE,
    MEASURES,
    TOWNS_IN_A_TOTAL,
    Measure,
    Rows,
    cells_of,
    totals_of,
)
from consortium.dashboards.models import RawCount, Release, ReleasedCell

Counts = Mapping[tuple[str, str], int]
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('dashboards:' || %s || %s, 0))"


def publish(*, ente_id: UUID, consortium_id: UUID, month: date, counts: Counts, by: ActorRef) -> None:
    """Put a town's counts for a month (its first day) in the place of those that it published before.

    `counts` are keyed by (measure, column). Raises `UnknownMeasure`, `AlreadyReleased`.
    """
    for measure, column in counts:
        if measure not in BY_CODE or column not in BY_CODE[measure].columns:
            raise UnknownMeasure
    _alone(consortium_id, month)
    RawCount.objects.filter(consortium_id=consortium_id, month=month, ente_id=ente_id).delete()
    RawCount.objects.bulk_create(
        RawCount(
            ente_id=ente_id,
            consortium_id=consortium_id,
            month=month,
            measure=measure,
            column=column,
            value=value,
        )
        for (measure, column), value in counts.items()
    )
    record(kind="publication", by=by, detail={"month": month, "counts": len(counts)})


def release(*, consortium_id: UUID, month: date, by: ActorRef) -> Release:
    """Apply disclosure control to a month and release it, once and for all.

    Raises `AlreadyReleased`, `NothingPublished`.
    """
    _alone(consortium_id, month)
    raw = list(RawCount.objects.filter(consortium_id=consortium_id, month=month).order_by("ente_id"))
    if not raw:
        raise NothingPublished
    released = Release.objects.create(consortium_id=consortium_id, month=month)
    ReleasedCell.objects.bulk_create(
        cell for measure in MEASURES for cell in _released(released, measure, _rows(raw, measure))
    )
    record(kind="publication", subject=released, by=by, detail={"month": month, "counts": len(raw)})
    return released


def _alone(consortium_id: UUID, month: date) -> None:
    """One at a time for a month, and never after its release."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [str(consortium_id), month.isoformat()])
    if Release.objects.filter(consortium_id=consortium_id, month=month).exists():
        raise AlreadyReleased


def _rows(raw: list[RawCount], measure: Measure) -> Rows:
    rows: dict[UUID, dict[str, int]] = {}
    for count in raw:
        if count.measure == measure.code:
            rows.setdefault(count.ente_id, {})[count.column] = count.value
    return rows


def _released(release: Release, measure: Measure, rows: Rows) -> Iterator[ReleasedCell]:
    cells = cells_of(measure, rows)
    few = measure.threshold > 0 and len(rows) < TOWNS_IN_A_TOTAL
    marks = protect(cells, withheld=totals_of(measure) if few else ())
    for cell in cells if rows else ():
        ente_id, column = cell.key
        yield ReleasedCell(
            release=release,
            consortium_id=release.consortium_id,
            measure=measure.code,
            ente_id=ente_id,
            column=column,
            mark=marks[cell.key],
            value=cell.value if marks[cell.key] == Mark.SHOWN else None,
            threshold=cell.threshold,
        )
