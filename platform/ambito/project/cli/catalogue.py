"""`ambito catalogue …`: interface strings and their Italian."""

from __future__ import annotations

import typer

from ambito.project import catalogue as strings

catalogue = typer.Typer(help="Interface strings.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(catalogue, name="catalogue")


@catalogue.command()
def update() -> None:
    """Bring the catalogues up to date with the code; new strings wait for their Italian."""
    for line in strings.update():
        typer.echo(line)


@catalogue.command()
def check() -> None:
    """Missing, unclear or wrong translations; exit code 1 when there are any."""
    found = strings.check()
    for line in found:
        typer.echo(line)
    raise typer.Exit(int(bool(found)))


@catalogue.command("compile")
def compile_() -> None:
    """Write the files that Django reads."""
    typer.echo(f"{strings.compile_all()} catalogues compiled")
