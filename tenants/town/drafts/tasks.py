"""Every night: what nobody took up again is deleted."""

from __future__ import annotations

from celery import shared_task

from ambito.jobs.tasks import ente_task
from ambito.tenancy.context import enter
from ambito.tenancy.seats import SYSTEM, Seat
from ambito.tenancy.towns import active_towns
from town.drafts import operations


@ente_task(name="drafts.purge")
def purge(seat: Seat) -> None:
    with enter(seat, actor=SYSTEM):
        operations.purge_expired()


@shared_task(name="drafts.purge_all")
def purge_all() -> None:
    for town in active_towns():
        purge.send(town.ente_id)
