"""Reading what was released. Nothing here asks a town: figures stand as they stood at the release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from consortium.dashboards.enums import Mark
from consortium.dashboards.measures import MEASURES, TOTAL, Measure
from consortium.dashboards.models import Release, ReleasedCell
from consortium.registry.queries.enti import Town, sister_towns

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One town, or the total where `town` is None. A cell is None where nothing was published."""

    town: Town | None
    cells: list[ReleasedCell | None]


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` ends with `TOTAL` where a town's cells add up."""

    measure: Measure
    columns: tuple[str, ...]
    lines: list[Line]

    @property
    def hidden(self) -> int:
        """How many numbers are not shown."""
        cells = [cell for line in self.lines for cell in line.cells if cell is not None]
        return sum(cell.mark != Mark.SHOWN for cell in cells)


def released_months() -> list[date]:
    """The last two years of released months, newest first."""
    return list(Release.objects.order_by("-month").values_list("month", flat=True)[:MONTHS])


def released_tables(month: date) -> list[Table]:
    """The tables of a month, in the order of `MEASURES`; empty where it was not released."""
    cells = ReleasedCell.objects.filter(release__month=month).order_by("pk")
    found = {(cell.measure, cell.ente_id, cell.column): cell for cell in cells}
    towns = sister_towns()
    return [_table(measure, towns, found) for measure in MEASURES] if found else []


def _table(
    measure: Measure, towns: list[Town], found: dict[tuple[str, UUID | None, str], ReleasedCell]
) -> Table:
    columns = (*measure.columns, TOTAL) if measure.shape == "areas" else measure.columns
    lines = [
        Line(town, [found.get((measure.code, town.ente_id if town else None, column)) for column in columns])
        for town in (*towns, None)
    ]
    return Table(measure, columns, lines)
