from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from ambito.jobs.tasks import ente_task
from ambito.tenancy.context import enter
from ambito.tenancy.errors import Unavailable
from ambito.tenancy.seats import SYSTEM, Seat
from ambito.tenancy.towns import active_towns
from consortium.placements import operations


@ente_task(name="placements.turn")
def turn(seat: Seat) -> None:
    try:
        with enter(seat, actor=SYSTEM):
            operations.turn(on=timezone.localdate())
    except Unavailable:
        return


@shared_task(name="placements.turn_all")
def turn_all() -> None:
    """Begin and announce what the calendar says, in every town."""
    for seat in active_towns():
        turn.send(seat.ente_id)
