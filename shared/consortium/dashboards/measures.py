"""What towns publish every month: a fixed set of tables, so that nobody can cut figures finer by asking.

Thresholds: below 5 a number is hidden, below 10 where it counts minors or disabled people (the Italian
statistical code of 2018, art. 5, asks for 3 at least and more where the matter is delicate).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consortium.catalogue.queries import codes
from consortium.dashboards.disclosure import Cell, Key

Shape = Literal["areas", "one", "exchange"]
ORDINARY = 5
DELICATE = 10
TOTAL = ""
# A total over fewer towns tells each of them about the others.
TOWNS_IN_A_TOTAL = 3

AREAS = tuple(area.code for area in codes("areas") if area.more["scheme"] == "product")
DELICATE_AREAS = frozenset({"minors_families", "disabled"})
Rows = Mapping[UUID, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One table, towns × `columns`. `columns` of shape "areas" add up to the town's total."""

    code: str
    label: str | Promise
    shape: Shape
    columns: tuple[str, ...]
    threshold: int = ORDINARY

    def threshold_of(self, column: str) -> int:
        delicate = column in DELICATE_AREAS or (column == TOTAL and bool(DELICATE_AREAS & set(self.columns)))
        return max(self.threshold, DELICATE) if delicate else self.threshold


MEASURES = (
    Measure("contacts", _("Contacts in the month"), "areas", AREAS),
    Measure("cases_open", _("Open cases at the end of the month"), "areas", AREAS),
    Measure("cases_closed", _("Cases closed in the month"), "areas", AREAS),
    Measure("minors", _("Minors followed"), "one", ("people",), DELICATE),
    Measure("referrals", _("Referrals between towns"), "exchange", ("sent", "received")),
    # Hours are worked by people whom the consortium assigns itself.
    Measure("hours", _("Confirmed hours"), "one", ("hours",), 0),
)
BY_CODE = {measure.code: measure for measure in MEASURES}


def cells_of(measure: Measure, rows: Rows) -> list[Cell]:
    """The table with its totals as a network; keys are (town or None, column or `TOTAL`)."""
    return list({"areas": _areas, "one": _one, "exchange": _exchange}[measure.shape](measure, rows))


def totals_of(measure: Measure) -> list[tuple[None, str]]:
    """Keys of the totals over towns."""
    return [(None, column) for column in (*measure.columns, TOTAL)]


def _areas(measure: Measure, rows: Rows) -> Iterator[Cell]:
    for ente_id, row in rows.items():
        yield from _line(measure, ente_id, f"town {ente_id}", row)
        yield _cell(measure, (ente_id, TOTAL), "towns", f"town {ente_id}", sum(row.values()))
    sums = _sums(measure, rows)
    for column in measure.columns:
        yield _cell(measure, (None, column), f"column {column}", "columns", sums[column])
    yield _cell(measure, (None, TOTAL), "columns", "towns", sum(sums.values()))


def _one(measure: Measure, rows: Rows) -> Iterator[Cell]:
    for ente_id, row in rows.items():
        yield from _line(measure, ente_id, "outside", row)
    for column, value in _sums(measure, rows).items():
        yield _cell(measure, (None, column), f"column {column}", "outside", value)


def _exchange(measure: Measure, rows: Rows) -> Iterator[Cell]:
    """Where every town has published, what was sent was received: both columns have one total, shown once.

    Where one has not, the received column adds up to nothing that is shown.
    """
    sums = _sums(measure, rows)
    middle = "received" if sums["sent"] == sums["received"] else "outside"
    for ente_id, row in rows.items():
        yield _cell(measure, (ente_id, "sent"), "outside", "sent", row.get("sent", 0))
        yield _cell(measure, (ente_id, "received"), middle, "outside", row.get("received", 0))
    yield _cell(measure, (None, "sent"), "sent", middle, sums["sent"])


def _line(measure: Measure, ente_id: UUID, tail: str, row: Mapping[str, int]) -> Iterator[Cell]:
    for column in measure.columns:
        yield _cell(measure, (ente_id, column), tail, f"column {column}", row.get(column, 0))


def _cell(measure: Measure, key: Key, tail: str, head: str, value: int) -> Cell:
    return Cell(key, tail, head, value, measure.threshold_of(key[1]))


def _sums(measure: Measure, rows: Rows) -> dict[str, int]:
    return {column: sum(row.get(column, 0) for row in rows.values()) for column in measure.columns}
