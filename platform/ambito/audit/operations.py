"""Writing the log: always in the transaction of what it tells, so there is no deed without its row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from ambito.audit import kinds
from ambito.audit.errors import NoActor
from ambito.audit.models import Row
from ambito.audit.rows import AbstractRow
from ambito.audit.town.models import TownRow
from ambito.tenancy.context import current
from ambito.tenancy.inert import inert
from ambito.tenancy.seats import ActorRef


def record(
    *,
    kind: str,
    subject: models.Model | None = None,
    by: ActorRef | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Log one deed on one row. `by` defaults to who acts in this transaction.

    `detail` holds codes, ids, numbers and dates only: `PersonalContent` otherwise.
    Raises `UnknownKind`, `NoActor`, `OutsideTown`.
    """
    _row(kind, subject, by, detail).save(force_insert=True)


def record_parts(
    *, kind: str, subject: models.Model, details: Iterable[dict[str, Any]], by: ActorRef | None = None
) -> None:
    """Log the same deed on several parts of one row: a row of the log for each, in one statement."""
    _model().objects.bulk_create([_row(kind, subject, by, detail) for detail in details])


def record_list(
    *,
    kind: str = "list_view",
    subjects: Iterable[models.Model],
    by: ActorRef | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Log that a list was shown, with the ids that were on it, as one row."""
    shown = [str(subject.pk) for subject in subjects]
    record(kind=kind, by=by, detail={**(detail or {}), "ids": shown})


def _row(
    kind: str, subject: models.Model | None, by: ActorRef | None, detail: dict[str, Any] | None
) -> AbstractRow:
    entered = current()
    actor = by or entered.actor
    if actor is None:
        raise NoActor(kind)
    return _model()(
        kind=kinds.kind(kind).code,
        ente_id=entered.seat.ente_id if entered.seat else actor.ente_id,
        subject_model=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        by_user=actor.user_id,
        by_role=actor.role,
        by_ente=actor.ente_id,
        request_id=entered.memo.get("request_id", ""),
        detail=inert(detail or {}),
    )


def _model() -> type[AbstractRow]:
    seat = current().seat
    return TownRow if seat is not None and seat.kind == "town" else Row
