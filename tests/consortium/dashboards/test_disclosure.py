"""Promise Q5: an attacker with subtraction and linear programming recovers no protected cell."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from uuid import UUID

import pytest

from consortium.dashboards.disclosure import Cell, protect
from consortium.dashboards.enums import Mark
from consortium.dashboards.measures import (
    BY_CODE,
    MEASURES,
    TOTAL,
    TOWNS_IN_A_TOTAL,
    Measure,
    cells_of,
    totals_of,
)
from tests.consortium.dashboards.attacker import bounds, look
from tests.sizes import promise_size

PROTECTED = [measure for measure in MEASURES if measure.threshold]
Row = dict[str, int]


def invented(chance: Random, measure: Measure) -> dict[UUID, Row]:
    """A table of 1 to 14 towns with few, many or mostly small numbers."""
    most = chance.choice([3, 8, 20, 60, 400])
    towns = [UUID(int=number) for number in range(1, 1 + chance.choice([1, 2, 3, 4, 7, 14]))]
    return {town: {column: chance.randint(0, most) for column in measure.columns} for town in towns}


@pytest.mark.promise("Q5")
@pytest.mark.parametrize("measure", PROTECTED, ids=lambda measure: measure.code)
def test_no_protected_cell_is_recovered(measure: Measure, figure: Callable[[str, str], None]) -> None:
    chance = Random(measure.code)  # noqa: S311 - invented tables
    tables, hidden = promise_size(20, 1_000), 0
    for _ in range(tables):
        rows = invented(chance, measure)
        few = len(rows) < TOWNS_IN_A_TOTAL
        cells = cells_of(measure, rows)
        marks = protect(cells, withheld=totals_of(measure) if few else ())
        small = {cell.key: cell for cell in cells if cell.small}
        hidden += len(small)
        found = bounds(look(cells, marks), small, few=few)
        for key, cell in small.items():
            assert marks[key] != Mark.SHOWN
            low, high = found[key]
            assert low <= 0, (rows, cell)
            assert high >= cell.threshold - 1, (rows, cell)
            assert high - low + 1 >= 5
    figure("Q5", f"{measure.code}: {tables:,} tables, 0 of {hidden:,} protected cells recovered")


def test_the_attacker_is_a_real_one() -> None:
    """Hiding the small cells alone, without the others, gives them back: the routine finds that."""
    measure = BY_CODE["contacts"]
    rows = {UUID(int=town): dict.fromkeys(measure.columns, 50) for town in range(1, 5)}
    rows[UUID(int=1)]["elderly"] = 2
    cells = cells_of(measure, rows)
    naive = {cell.key: Mark.SMALL if cell.small else Mark.SHOWN for cell in cells}
    key = (UUID(int=1), "elderly")
    assert bounds(look(cells, naive), {key}) == {key: (2, 2)}


def test_little_is_hidden_where_little_is_needed() -> None:
    measure = BY_CODE["contacts"]
    rows = {UUID(int=town): dict.fromkeys(measure.columns, 50 + town) for town in range(1, 5)}
    rows[UUID(int=1)]["elderly"] = 2
    marks = protect(cells_of(measure, rows))
    assert sorted(marks.values()).count(Mark.SMALL) == 1
    assert sorted(marks.values()).count(Mark.WITHHELD) == 3


def test_what_is_large_is_shown() -> None:
    measure = BY_CODE["contacts"]
    rows = {UUID(int=town): dict.fromkeys(measure.columns, 50) for town in range(1, 5)}
    assert set(protect(cells_of(measure, rows)).values()) == {Mark.SHOWN}


def test_a_table_that_cannot_be_protected_is_withheld_whole() -> None:
    """Two cells of 3 and 5: the total gives the small one back, and no other cell can move."""
    cells = [
        Cell((UUID(int=1), "people"), "outside", "people", 3, 5),
        Cell((UUID(int=2), "people"), "outside", "people", 5, 5),
        Cell((None, "people"), "people", "outside", 8, 9),
    ]
    assert set(protect(cells).values()) == {Mark.WITHHELD}


def test_delicate_areas_ask_for_more() -> None:
    measure = BY_CODE["cases_open"]
    assert [measure.threshold_of(column) for column in (*measure.columns, TOTAL)] == [10, 10, 5, 5, 10]
    assert BY_CODE["hours"].threshold_of("hours") == 0


@pytest.mark.promise("Q5")
def test_sent_and_received_do_not_give_each_other_away() -> None:
    """Both columns have the same total: it is shown once, and both are protected against it together."""
    rows = {
        UUID(int=1): {"sent": 2, "received": 20},
        UUID(int=2): {"sent": 20, "received": 1},
        UUID(int=3): {"sent": 30, "received": 31},
    }
    cells = cells_of(BY_CODE["referrals"], rows)
    marks = protect(cells)
    assert [cell.key for cell in cells if cell.key[0] is None] == [(None, "sent")]
    found = bounds(look(cells, marks), marks)
    assert found[UUID(int=1), "sent"] == (0, 4)
    assert found[UUID(int=2), "received"] == (0, 4)
