"""The map says what the table beside it says, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.urls import reverse

from ambito.tenancy.seats import Seat
from consortium.catalogue.queries import boundary
from consortium.catalogue.reading import Ring
from consortium.dashboards import maps
from consortium.dashboards.maps import MARGIN, SHADES, WIDTH, TownMap, map_of
from consortium.dashboards.measures import AREAS
from consortium.dashboards.tables import ShownCell, ShownLine, ShownTable
from consortium.registry.queries.enti import Town
from tests.consortium.dashboards.test_operations import publish, release
from tests.people import signed_in

GetSeat = Callable[[str], Seat]
URLCONF = "ambito.project.urls_consortium"
PAGE = reverse("dashboards:figures", urlconf=URLCONF)
LEGNANO, CANEGRATE, PARABIAGO = "015118", "015046", "015168"
SQUARE: Ring = ((8.9, 45.5), (9.0, 45.5), (9.0, 45.6), (8.9, 45.6))


def line(istat: str, value: int | None, mark: str = "shown") -> ShownLine:
    town = Town(UUID(int=int(istat)), f"Comune {istat}", istat[-2:], "t-01", "", istat)
    return ShownLine(town, [ShownCell(mark, value, 10, "Totale")])


def mapped(*lines: ShownLine) -> TownMap | None:
    total = ShownLine(None, [ShownCell("shown", 900, 10, "Totale")])
    return map_of(ShownTable("cases_open", "Cartelle aperte", ["Totale"], [*lines, total], 0))


def test_every_town_is_as_dark_as_its_number() -> None:
    drawn = mapped(line(LEGNANO, 400), line(CANEGRATE, 100), line(PARABIAGO, 101))
    assert drawn is not None
    assert [shape.shade for shape in drawn.shapes] == [SHADES, 1, 2]
    assert [shape.white for shape in drawn.shapes] == [True, False, False]
    assert [shade.words for shade in drawn.shades] == ["fino a 100", "101–200", "201–300", "oltre 300"]


@pytest.mark.parametrize("mark", ["small", "withheld", ""])
def test_a_number_that_is_not_shown_has_no_shade(mark: str) -> None:
    drawn = mapped(line(LEGNANO, 400), line(CANEGRATE, None, mark))
    assert drawn is not None
    assert [shape.shade for shape in drawn.shapes] == [SHADES, 0]


def test_nothing_at_all_is_the_lightest() -> None:
    drawn = mapped(line(LEGNANO, 0))
    assert drawn is not None
    assert [shape.shade for shape in drawn.shapes] == [1]


def test_the_towns_lie_inside_the_sheet_and_letters_inside_their_town() -> None:
    drawn = mapped(line(LEGNANO, 1), line(CANEGRATE, 2), line(PARABIAGO, 3))
    assert drawn is not None
    for shape in drawn.shapes:
        points = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", shape.path)]
        easts, norths = [east for east, _ in points], [north for _, north in points]
        assert MARGIN <= min(easts) <= shape.middle[0] <= max(easts) <= WIDTH - MARGIN
        assert MARGIN - 1 <= min(norths) <= shape.middle[1] <= max(norths) <= drawn.height - MARGIN + 1


def test_without_boundaries_there_is_no_map() -> None:
    assert mapped(line("999999", 7)) is None
    assert boundary("999999") == ()


def test_the_page_draws_what_its_table_says(seat: GetSeat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "boundary", lambda _istat: (SQUARE,))
    publish(seat, "alpha", {("cases_open", area): 40 for area in AREAS})
    publish(seat, "beta", {("cases_open", AREAS[0]): 7})
    release(seat)
    page = signed_in("consortium_manager", at="north").get(PAGE).content.decode()
    figure = page.split('<svg class="fig map"')[1].split("</svg>")[0]
    total = 40 * len(AREAS)
    assert f"Alpha {total}" in figure
    assert f'<td class="num">{total}</td>' in page.split("</figure>")[1].split("</table>")[0]
    assert "Beta &lt;10" in figure
    assert 'fill="url(#map-hatch)"' in figure
    assert "style=" not in page
    assert ">7<" not in page


def test_a_consortium_whose_towns_nobody_has_drawn_has_tables_alone(seat: GetSeat) -> None:
    publish(seat, "alpha")
    release(seat)
    page = signed_in("consortium_manager", at="north").get(PAGE).content.decode()
    assert 'class="fig map"' not in page
    assert "Alpha" in page
