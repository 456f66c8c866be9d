"""`ambito consortium …`."""

from __future__ import annotations

import typer

from ambito.project.cli.founded import HostName, Hue, Letters, Name, found

consortium = typer.Typer(help="Consortia.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(consortium, name="consortium")


@consortium.callback()
def noun() -> None:
    """Keeps the verb on the command line though there is only one."""


@consortium.command()
def create(name: Name, host: HostName, letters: Letters = "", hue: Hue = "") -> None:
    """Found a consortium."""
    found("consortium", name, host, letters, hue)
