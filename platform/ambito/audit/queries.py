"""Reading the log of the Ente that we are inside: who opened a row, who changed it last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from ambito.audit.kinds import kinds
from ambito.audit.models import Row
from ambito.audit.town.models import TownRow
from ambito.tenancy.context import current_seat


@dataclass(frozen=True, slots=True)
class Deed:
    """One row of the log. `part` is what was opened, where the door said it."""

    at: datetime
    kind: str
    by_user: UUID | None
    by_role: str
    part: str


def openings_of(subject: models.Model, *, most: int = 5) -> list[Deed]:
    """The last openings of one row, newest first."""
    opened = [code for code, kind in kinds().items() if kind.log == "access"]
    return _deeds(subject, opened, most)


def last_change(subject: models.Model, kind: str) -> Deed | None:
    """Who wrote `kind` about one row last."""
    return next(iter(_deeds(subject, [kind], 1)), None)


def _deeds(subject: models.Model, codes: list[str], most: int) -> list[Deed]:
    about = {"subject_model": subject._meta.label_lower, "subject_id": subject.pk}
    rows = _rows().filter(**about, kind__in=codes).order_by("-id")[:most]
    return [Deed(row.at, row.kind, row.by_user, row.by_role, row.detail.get("part", "")) for row in rows]


def _rows() -> models.QuerySet[Any]:
    return TownRow.objects.all() if current_seat().kind == "town" else Row.objects.all()
