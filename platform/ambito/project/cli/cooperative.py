"""`ambito cooperative …`."""

from __future__ import annotations

import typer

from ambito.project.cli.founded import HostName, Hue, Letters, Name, found

cooperative = typer.Typer(help="Cooperatives.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(cooperative, name="cooperative")


@cooperative.callback()
def noun() -> None:
    """Keeps the verb on the command line though there is only one."""


@cooperative.command()
def create(name: Name, host: HostName, letters: Letters = "", hue: Hue = "") -> None:
    """Found a cooperative."""
    found("cooperative", name, host, letters, hue)
