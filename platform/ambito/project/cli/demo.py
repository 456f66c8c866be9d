"""`ambito demo`: the invented consortium of ten real towns."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from ambito.project.demo import accounts, enti, spine, staff, work


def add_to(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    *,
    hosts: Annotated[bool, typer.Option(help="Print hosts and logins as JSON, and do nothing.")] = False,
    code: Annotated[
        bool, typer.Option(help="Print the code that the demo's people sign in with now.")
    ] = False,
) -> None:
    """Found the demo's Enti, hire its people, let them work. Repeatable: what is there is left alone."""
    if hosts:
        typer.echo(json.dumps(_hosts()))
    elif code:
        typer.echo(accounts.code())
    else:
        _seed()


def _seed() -> None:
    seats = enti.found_all(settings.AMBITO_BASE_DOMAIN)
    members = staff.everybody([town.label for town in enti.towns()])
    accounts.open_all(members)
    staff.hire(members, seats, today=timezone.localdate())
    followed = work.fill(seats, today=timezone.localdate())
    spine.fill(seats, today=timezone.localdate())
    typer.echo(f"{len(seats)} Enti, {len(members)} at work, {followed} people followed")


def _hosts() -> dict[str, object]:
    def named(places: tuple[enti.Place, ...]) -> list[str]:
        return [enti.domain(place.label, settings.AMBITO_BASE_DOMAIN) for place in places]

    shown = [(staff.named(key), *staff.named(key).door) for key in staff.SHOWN]
    return {
        "towns": named(enti.towns()),
        "consortia": named(enti.CONSORTIA),
        "cooperatives": named(enti.COOPERATIVES),
        "logins": [
            {
                "host": enti.domain(label, settings.AMBITO_BASE_DOMAIN),
                "user": member.email,
                "password": accounts.PASSWORD,
                "who": f"{member.name}, {role.value}",
            }
            for member, label, role in shown
        ],
    }
