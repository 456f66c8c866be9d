"""`ambito town …`."""

from __future__ import annotations

from typing import Annotated

import typer

from ambito.project import founding
from ambito.project.cli.founded import HostName, Hue, Letters, Name, found
from ambito.project.cli.refusals import told
from ambito.tenancy.errors import TenancyError
from ambito.tenancy.provisioning import drift
from ambito.tenancy.provisioning.builder import ALIAS
from ambito.tenancy.provisioning.rollout import Pace
from consortium.registry import founding as registry

town = typer.Typer(help="Towns.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(town, name="town")


@town.command()
def create(  # noqa: PLR0917 - the command line reads its options from the signature
    name: Name,
    host: HostName,
    consortium: Annotated[str, typer.Option(help="host of its consortium")],
    istat: Annotated[str, typer.Option(help="ISTAT code of the comune, six digits")] = "",
    letters: Letters = "",
    hue: Hue = "",
) -> None:
    """Found a town; it takes a spare schema where one is ready."""
    found("town", name, host, letters, hue, consortium=consortium, istat=istat)


@town.command()
def migrate(
    canary: Annotated[str, typer.Option(help="host of the town that goes first")] = "",
    wave: Annotated[int, typer.Option(min=1, help="towns in a wave")] = 100,
    connections: Annotated[int, typer.Option(min=1, max=4)] = 2,
) -> None:
    """Public schema first, then the canary, then every other town. Can be interrupted and run again."""
    with told(TenancyError):
        migrated = founding.migrate(Pace(canary, wave, connections), typer.echo)
    typer.echo(f"{migrated} migrated")


@town.command("list")
def list_() -> None:
    """Every town, spares included: schema, state, fingerprint, host, name."""
    for line in registry.town_lines(using=ALIAS):
        typer.echo("\t".join([line.schema, line.state, line.fingerprint[:12], line.host, line.name]))


@town.command()
def spares(wanted: Annotated[int, typer.Argument(min=0, help="towns ready for a host")]) -> None:
    """Fill the pool of ready towns up to this number."""
    with told(TenancyError):
        made = founding.keep_spares(wanted=wanted)
    typer.echo(f"{made} made")


@town.command()
def check() -> None:
    """Compare the tables of every town with the template's; exit code 1 when one differs."""
    drifted = drift.drifted()
    for schema in drifted:
        typer.echo(f"{schema} differs from the template")
    raise typer.Exit(1 if drifted else 0)
