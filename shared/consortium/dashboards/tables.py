"""Released tables in words: a number, `<5`, or `n.p.`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consortium.catalogue.queries import code
from consortium.dashboards.enums import Mark
from consortium.dashboards.measures import AREAS, TOTAL
from consortium.dashboards.models import ReleasedCell
from consortium.dashboards.queries import Table
from consortium.registry.queries.enti import Town

WITHHELD, NOTHING = _("n.p."), "–"
COLUMNS: dict[str, str | Promise] = {
    TOTAL: _("Total"),
    "people": _("People"),
    "sent": _("Referrals sent"),
    "received": _("Referrals received"),
    "hours": _("Hours"),
}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """`mark` is empty where nothing was published."""

    mark: str
    value: int | None
    threshold: int
    column: str

    @property
    def printed(self) -> str:
        """As it is read: the number, `<5`, `n.p.`, or a dash where the town had not published."""
        if self.value is not None:
            return number_format(self.value, use_l10n=True, force_grouping=True)
        hidden = {Mark.SMALL: f"<{self.threshold}", Mark.WITHHELD: str(WITHHELD)}
        return hidden.get(Mark(self.mark), NOTHING) if self.mark else NOTHING


@dataclass(frozen=True, slots=True)
class ShownLine:
    town: Town | None
    cells: list[ShownCell]


@dataclass(frozen=True, slots=True)
class ShownTable:
    measure: str
    label: str
    columns: list[str]
    lines: list[ShownLine]
    hidden: int


def shown(table: Table) -> ShownTable:
    columns = [column_words(column) for column in table.columns]
    lines = [
        ShownLine(line.town, [_cell(cell, words) for cell, words in zip(line.cells, columns, strict=True)])
        for line in table.lines
    ]
    return ShownTable(table.measure.code, str(table.measure.label), columns, lines, table.hidden)


def column_words(column: str) -> str:
    return code("areas", column).label() if column in AREAS else str(COLUMNS[column])


def _cell(cell: ReleasedCell | None, column: str) -> ShownCell:
    if cell is None:
        return ShownCell("", None, 0, column)
    return ShownCell(Mark(cell.mark).value, cell.value, cell.threshold, column)
