"""Handing the month's counts to the consortium."""

from __future__ import annotations

from datetime import date

from ambito.audit.operations import record
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import ActorRef, Seat
from consortium.dashboards.operations import publish
from town.statistics.queries import counts


def publish_counts(*, seat: Seat, month: date, by: ActorRef) -> int:
    """Count in the town's transaction, then publish in a short one of the role `publisher`.

    Called outside of any Ente. May be repeated until the month is released. Answers how many counts were
    published; raises `AlreadyReleased`.
    """
    if seat.consortium_id is None:
        return 0
    with enter(seat, actor=by):
        found = counts(month)
        record(kind="publication", by=by, detail={"month": month, "counts": len(found)})
    with enter_function("publisher", actor=by):
        publish(ente_id=seat.ente_id, consortium_id=seat.consortium_id, month=month, counts=found, by=by)
    return len(found)
