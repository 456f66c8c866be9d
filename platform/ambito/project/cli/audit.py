"""`ambito audit …`: the log's chain."""

from __future__ import annotations

import typer

from ambito.audit import rounds

audit = typer.Typer(help="The log of deeds and openings.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(audit, name="audit")


@audit.command()
def verify() -> None:
    """Hold every chain against its rows and its anchor; exit code 1 when something does not agree."""
    broken = False
    for place, finding in rounds.verify_all():
        typer.echo(f"{place}: {finding.rows} rows, {len(finding.faults)} faults, {finding.late} late")
        for fault in finding.faults:
            typer.echo(f"  {fault.kind} {fault.row_id}")
        broken = broken or bool(finding.faults)
    raise typer.Exit(int(broken))


@audit.command()
def seal() -> None:
    """Link what can be linked now and keep the heads outside the database."""
    typer.echo(f"{rounds.anchor_all()} heads anchored")
