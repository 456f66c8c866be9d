"""`ambito bench tenancy` really measures its rivals; the figures themselves are judged at full size."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ambito.project.bench.figures import Figure
from tests.sizes import FULL, promise_size

Figures = dict[str, dict[str, Any]]


def measured() -> tuple[Figures, int]:
    """The figures by name, and the number of the process that took them."""
    sizes = {"towns": promise_size(12, 1500), "sample": promise_size(2, 20), "rounds": promise_size(2, 9)}
    options = [word for name, size in sizes.items() for word in (f"--{name}", str(size))]
    program = Path(sysconfig.get_path("scripts")) / "ambito"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [program, "bench", "tenancy", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        output, _ = process.communicate()
    assert process.returncode == 0
    return {line["name"]: line for line in map(json.loads, output.splitlines())}, process.pid


def named(figures: Figures, part: str) -> dict[str, Any]:
    (found,) = [figure for name, figure in figures.items() if part in name]
    return found


@pytest.mark.slow
@pytest.mark.promise("Q20")
@pytest.mark.promise("Q21")
def test_towns_are_made_and_migrated_at_nearly_the_cost_of_their_sql() -> None:
    figures, process = measured()
    keys = {"name", "value", "unit", "rival", "ratio", "goal", "pass"}
    assert len(figures) == 10
    assert all(set(figure) == keys for figure in figures.values())
    if FULL:
        assert [name for name, figure in figures.items() if figure["pass"] is False] == []
    assert named(figures, "fixed model: new town")["ratio"] < 3
    assert named(figures, "fixed model: stock create_schema")["ratio"] > 2
    assert named(figures, "fixed model: claim")["ratio"] < 1
    assert named(figures, "roll-out alone")["ratio"] < 10
    assert named(figures, "stock migrate_schemas")["ratio"] > 2
    assert left_by(process) == []


def left_by(process: int) -> list[tuple[str]]:
    """Roles and databases of the measurement that are still there."""
    query = (
        "SELECT rolname FROM pg_roles WHERE rolname LIKE %(name)s "
        "UNION SELECT datname FROM pg_database WHERE datname LIKE %(name)s"
    )
    with psycopg.connect(os.environ["AMBITO_TEST_SUPERUSER_URL"]) as connection:
        return connection.execute(query, {"name": f"bench{process}%"}).fetchall()


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
