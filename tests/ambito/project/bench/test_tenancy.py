"""`ambito bench tenancy` really measures its rivals; the figures themselves are judged at full size."""

from __future__ import annotations

import pytest

from ambito.project.bench.figures import Figure
from tests.ambito.project.bench.measuring import failed, left_by, measured, named
from tests.sizes import FULL, promise_size


@pytest.mark.slow
@pytest.mark.promise("Q20")
@pytest.mark.promise("Q21")
def test_towns_are_made_and_migrated_at_nearly_the_cost_of_their_sql() -> None:
    figures, process = measured(
        "tenancy", towns=promise_size(12, 1500), sample=promise_size(2, 20), rounds=promise_size(2, 9)
    )
    assert len(figures) == 10
    if FULL:
        assert failed(figures) == []
    assert named(figures, "fixed model: new town")["ratio"] < 3
    assert named(figures, "fixed model: stock create_schema")["ratio"] > 2
    assert named(figures, "fixed model: claim")["ratio"] < 1
    assert named(figures, "roll-out alone")["ratio"] < 10
    assert named(figures, "stock migrate_schemas")["ratio"] > 2
    assert left_by(process) == []


@pytest.mark.parametrize(
    ("figure", "passed"),
    [
        (Figure("a", 3, "s", 2, 1.5), True),
        (Figure("a", 3.1, "s", 2, 1.5), False),
        (Figure("a", 16, "s", 2, 8, at_least=True), True),
        (Figure("a", 15, "s", 2, 8, at_least=True), False),
        (Figure("a", 0.05, "s", None, 0.05), True),
        (Figure("a", 0.06, "s", None, 0.05), False),
        (Figure("a", 1, "s", 1, None), None),
    ],
)
def test_a_figure_is_judged_by_its_ratio(figure: Figure, passed: bool | None) -> None:  # noqa: FBT001 - parametrized
    assert figure.passed is passed
