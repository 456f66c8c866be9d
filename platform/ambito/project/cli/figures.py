"""`ambito figures …`: publishing the towns' counts and releasing a month, by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from ambito.tenancy.context import enter_function
from ambito.tenancy.seats import ActorRef
from ambito.tenancy.towns import active_towns
from consortium.dashboards.errors import PublicationRefusal
from consortium.dashboards.months import first_of
from consortium.dashboards.operations import release as release_month
from town.statistics.operations import publish_counts

figures = typer.Typer(help="Counts of the towns.", no_args_is_help=True)
Month = Annotated[datetime, typer.Argument(formats=["%Y-%m"], help="Like 2026-10.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(figures, name="figures")


@figures.command()
def publish(month: Month) -> None:
    """Every town publishes its counts of a month; what it published before is replaced."""
    for town in active_towns():
        by = ActorRef(user_id=None, role="system", ente_id=town.ente_id)
        try:
            said = f"{publish_counts(seat=town, month=_first(month), by=by)} counts"
        except PublicationRefusal as refusal:
            said = str(refusal)
        typer.echo(f"{town.role}: {said}")


@figures.command()
def release(month: Month) -> None:
    """Release a month of every consortium, once and for all."""
    for consortium_id in sorted({town.consortium_id for town in active_towns() if town.consortium_id}):
        by = ActorRef(user_id=None, role="system", ente_id=consortium_id)
        try:
            with enter_function("publisher", actor=by):
                release_month(consortium_id=consortium_id, month=_first(month), by=by)
            said = "released"
        except PublicationRefusal as refusal:
            said = str(refusal)
        typer.echo(f"{consortium_id}: {said}")


def _first(month: datetime) -> date:
    return first_of(month.date())
