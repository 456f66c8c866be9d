"""`ambito bench …` as a person runs it, and its figures."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import psycopg

Figures = dict[str, dict[str, Any]]
KEYS = {"name", "value", "unit", "rival", "ratio", "goal", "pass"}


def measured(verb: str, **sizes: int) -> tuple[Figures, int]:
    """The figures by name, and the number of the process that took them."""
    options = [word for name, size in sizes.items() for word in (f"--{name}", str(size))]
    program = Path(sysconfig.get_path("scripts")) / "ambito"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [program, "bench", verb, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        output, _ = process.communicate()
    assert process.returncode == 0
    figures = {line["name"]: line for line in map(json.loads, output.splitlines())}
    assert all(set(figure) == KEYS for figure in figures.values())
    return figures, process.pid


def named(figures: Figures, part: str) -> dict[str, Any]:
    (found,) = [figure for name, figure in figures.items() if part in name]
    return found


def failed(figures: Figures) -> list[str]:
    """Names of figures that miss their goal."""
    return [name for name, figure in figures.items() if figure["pass"] is False]


def left_by(process: int) -> list[tuple[str]]:
    """Roles and databases of the measurement that are still there."""
    query = (
        "SELECT rolname FROM pg_roles WHERE rolname LIKE %(name)s "
        "UNION SELECT datname FROM pg_database WHERE datname LIKE %(name)s"
    )
    with psycopg.connect(os.environ["AMBITO_TEST_SUPERUSER_URL"]) as connection:
        return connection.execute(query, {"name": f"bench{process}%"}).fetchall()
