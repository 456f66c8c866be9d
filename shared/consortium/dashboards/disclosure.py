"""Disclosure control of a table of counts: no hidden cell can be worked out from what is shown.

A table is a network in which flow is kept: each cell flows from its row to its column, each total from or to
the outside. Adding up says that what flows into a node flows out of it, and nothing else. A hidden cell is
safe when flow can go round through other hidden cells, up and down, until the cell has taken every value
that its mark leaves open: then subtraction and linear programming find the whole interval too.

Whoever reads may know this module: a small cell is known to lie in 0 … threshold - 1, a withheld one at or
above its threshold. Where that cannot be had, the whole table is withheld.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from consortium.dashboards.enums import Mark

Key = tuple[UUID | None, str]
NO_LIMIT = 10**12


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` flows from `tail` to `head`; below `threshold` it is hidden (0: nothing to protect)."""

    key: Key
    tail: str
    head: str
    value: int
    threshold: int = 0

    @property
    def free(self) -> bool:
        """Adds up to nothing that is shown."""
        return self.tail == self.head

    @property
    def small(self) -> bool:
        return self.value < self.threshold


@dataclass(frozen=True, slots=True)
class Way:
    """A cell on the way round: with the flow it grows, against it it shrinks."""

    cell: Cell
    grows: bool

    @property
    def start(self) -> str:
        return self.cell.tail if self.grows else self.cell.head

    @property
    def end(self) -> str:
        return self.cell.head if self.grows else self.cell.tail


def protect(cells: Iterable[Cell], *, withheld: Collection[Key] = ()) -> dict[Key, Mark]:
    """What may be released of each cell. `withheld` are hidden whatever they are (totals of few towns)."""
    table = _Table(list(cells), withheld)
    small = [cell for cell in table.cells if table.marks[cell.key] == Mark.SMALL and not cell.free]
    for cell in sorted(small, key=lambda cell: (cell.tail, cell.head)):
        if not (table.frees(Way(cell, grows=True)) and table.frees(Way(cell, grows=False))):
            return dict.fromkeys(table.marks, Mark.WITHHELD)
    return table.marks


@dataclass
class _Table:
    cells: list[Cell]
    withheld: Collection[Key]
    marks: dict[Key, Mark] = field(init=False)
    ways: dict[str, list[Way]] = field(init=False)

    def __post_init__(self) -> None:
        self.marks = {cell.key: self._first_mark(cell) for cell in self.cells}
        self.ways = {}
        for cell in self.cells:
            for way in (Way(cell, grows=True), Way(cell, grows=False)):
                self.ways.setdefault(way.start, []).append(way)

    def frees(self, wanted: Way) -> bool:
        """Hide what is needed, cheapest first, for a cell to move to the end of its interval this way."""
        shift: dict[Key, int] = {}
        left = self._room(wanted, shift)
        while left > 0:
            path = self._cheapest(wanted, shift)
            if path is None:
                return False
            pushed = min(left, *(self._room(way, shift) for way in path))
            for way in path:
                shift[way.cell.key] = shift.get(way.cell.key, 0) + (pushed if way.grows else -pushed)
                if self.marks[way.cell.key] == Mark.SHOWN:
                    self.marks[way.cell.key] = Mark.WITHHELD
            left -= pushed
        return True

    def _first_mark(self, cell: Cell) -> Mark:
        if cell.key in self.withheld:
            return Mark.WITHHELD
        return Mark.SMALL if cell.small else Mark.SHOWN

    def _room(self, way: Way, shift: dict[Key, int]) -> int:
        """By how much a cell may still grow or shrink, were it hidden."""
        now = way.cell.value + shift.get(way.cell.key, 0)
        if way.grows:
            return way.cell.threshold - 1 - now if self.marks[way.cell.key] == Mark.SMALL else NO_LIMIT
        floored = self.marks[way.cell.key] != Mark.SMALL and way.cell.key not in self.withheld
        return now - (way.cell.threshold if floored else 0)

    def _price(self, cell: Cell) -> int:
        return cell.value + 1 if self.marks[cell.key] == Mark.SHOWN else 0

    def _cheapest(self, wanted: Way, shift: dict[Key, int]) -> list[Way] | None:
        """The way back from where `wanted` ends to where it starts that hides least (Dijkstra)."""
        paid = {wanted.end: 0}
        came: dict[str, Way] = {}
        queue = [(0, wanted.end)]
        while queue:
            price, node = heapq.heappop(queue)
            if node == wanted.start:
                return list(_back(came, node, wanted.end))
            if price > paid[node]:
                continue
            for way in self.ways.get(node, ()):
                if way.cell.key == wanted.cell.key or self._room(way, shift) <= 0:
                    continue
                total = price + self._price(way.cell)
                if total < paid.get(way.end, NO_LIMIT):
                    paid[way.end], came[way.end] = total, way
                    heapq.heappush(queue, (total, way.end))
        return None


def _back(came: dict[str, Way], node: str, first: str) -> Iterator[Way]:
    while node != first:
        way = came[node]
        yield way
        node = way.start
