"""The towns as a map: each as dark as its number, hatched where the number is hidden.

Only what the table beside it shows is drawn: a hidden number has no shade of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from consortium.catalogue.queries import boundary
from consortium.catalogue.reading import Ring
from consortium.dashboards.tables import ShownCell, ShownLine, ShownTable
from consortium.registry.queries.enti import Town

# In units of the figure's view box; one is a pixel on a wide screen.
WIDTH, MARGIN = 560, 6
SHADES = 4
# From this shade on, dark letters are not read any more.
WHITE_FROM = 3
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A town on the map. `shade` is 1 (few) to `SHADES` (many), 0 where no number is shown."""

    town: Town
    cell: ShownCell
    path: str
    middle: Point
    shade: int

    @property
    def white(self) -> bool:
        return self.shade >= WHITE_FROM


@dataclass(frozen=True, slots=True)
class Shade:
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class TownMap:
    """`lines` are the rows of the table beside: the same towns with the same cells."""

    label: str
    column: str
    height: int
    shapes: list[Shape]
    shades: list[Shade]
    lines: list[ShownLine]


def map_of(table: ShownTable) -> TownMap | None:
    """The last column of `table`, town by town; None where no town of it has a boundary."""
    drawn = [(line.town, line.cells[-1], boundary(line.town.istat_code)) for line in table.lines if line.town]
    points = [point for _town, _cell, rings in drawn for ring in rings for point in ring]
    if not points:
        return None
    sheet = _Sheet.around(points)
    step = _step(cell for _town, cell, _rings in drawn)
    shapes = [
        Shape(town, cell, sheet.path(rings), sheet.middle(max(rings, key=len)), _shade(cell, step))
        for town, cell, rings in drawn
        if rings
    ]
    return TownMap(table.label, table.columns[-1], sheet.height, shapes, _shades(step), table.lines)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Degrees to units: flat enough for an Ambito, which is some tens of kilometres wide."""

    west: float
    north: float
    height: int
    across: float
    down: float

    @classmethod
    def around(cls, points: list[Point]) -> _Sheet:
        easts, norths = zip(*points, strict=True)
        west, north, south = min(easts), max(norths), min(norths)
        narrow = cos(radians((north + south) / 2))
        down = (WIDTH - 2 * MARGIN) / ((max(easts) - west) * narrow)
        return cls(west, north, round((north - south) * down) + 2 * MARGIN, down * narrow, down)

    def place(self, point: Point) -> Point:
        east, north = point
        return MARGIN + (east - self.west) * self.across, MARGIN + (self.north - north) * self.down

    def path(self, rings: Iterable[Ring]) -> str:
        """The `d` of an SVG path."""
        return "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(self.place, ring)) + "Z" for ring in rings
        )

    def middle(self, ring: Ring) -> Point:
        """The centre of gravity, where the town's letters stand."""
        placed = [self.place(point) for point in ring]
        area = east = north = 0.0
        for (x, y), (next_x, next_y) in zip(placed, [*placed[1:], placed[0]], strict=True):
            cross = x * next_y - next_x * y
            area += cross
            east += (x + next_x) * cross
            north += (y + next_y) * cross
        return round(east / (3 * area), 1), round(north / (3 * area), 1)


def _step(cells: Iterable[ShownCell]) -> int:
    """How many numbers one shade takes: the largest number that is shown is in the last."""
    return max(-(-max((cell.value or 0 for cell in cells), default=0) // SHADES), 1)


def _shade(cell: ShownCell, step: int) -> int:
    return 0 if cell.value is None else min(max(-(-cell.value // step), 1), SHADES)


def _shades(step: int) -> list[Shade]:
    edges = [number_format(step * number, use_l10n=True, force_grouping=True) for number in range(SHADES)]
    firsts = [
        number_format(step * number + 1, use_l10n=True, force_grouping=True) for number in range(SHADES)
    ]
    words = [
        _("up to %(most)s") % {"most": edges[1]},
        *(f"{firsts[number]}–{edges[number + 1]}" for number in range(1, SHADES - 1)),
        _("over %(most)s") % {"most": edges[-1]},
    ]
    return [Shade(number, said) for number, said in enumerate(words, start=1)]
