"""`ambito bench …`: measurements on throw-away deployments, one JSON line for each figure."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from ambito.project.bench import many_towns, memory, new_town, serving, throughput, throwaway
from ambito.project.cli.refusals import told
from ambito.tenancy.errors import TenancyError

bench = typer.Typer(help="Measurements.", no_args_is_help=True)
REAL = "AMBITO_BENCH_REAL"


def add_to(app: typer.Typer) -> None:
    app.add_typer(bench, name="bench")


@bench.command()
def tenancy(
    towns: Annotated[int, typer.Option(min=2, help="towns that are migrated")] = 1500,
    sample: Annotated[int, typer.Option(min=1, help="towns that the stock command migrates")] = 20,
    rounds: Annotated[int, typer.Option(min=1)] = 9,
) -> None:
    """A new town and a change of the model over many towns, on the fixed model; a new town at real size."""
    real = os.environ.get(REAL) == "1"
    with told(TenancyError), throwaway.deployment() as folder:
        for figure in new_town.measure(rounds, real=real):
            figure.show()
        if not real:
            for figure in many_towns.measure(towns, sample, 3, folder):
                figure.show()
    if not real:
        command = [sys.executable, sys.argv[0], "bench", "tenancy", "--rounds", str(rounds)]
        subprocess.run(command, check=True, env={**os.environ, REAL: "1"})  # noqa: S603 - this very command


@bench.command()
def requests(
    towns: Annotated[int, typer.Option(min=1, help="towns whose hosts are asked in turn")] = 20,
    requests: Annotated[int, typer.Option(min=4, help="of each side in each round")] = 400,
    rounds: Annotated[int, typer.Option(min=1)] = 21,
) -> None:
    """A list over HTTP beside plain Django, on the fixed model."""
    with told(TenancyError), throwaway.deployment():
        for figure in throughput.measure(serving.found_towns(towns), requests, rounds):
            figure.show()


@bench.command(name="memory")
def memory_of_many_towns(
    towns: Annotated[int, typer.Option(min=1, help="towns that one worker serves")] = 1500,
) -> None:
    """Growth of a worker and of its database backend, on the fixed model."""
    with told(TenancyError), throwaway.deployment():
        for figure in memory.measure(list(serving.found_towns(towns))):
            figure.show()
