from __future__ import annotations

from celery import shared_task

from ambito.events import delivery
from ambito.events.poking import poke
from ambito.jobs.tasks import ente_task
from ambito.tenancy.errors import Unavailable
from ambito.tenancy.seats import Seat


@ente_task(name="events.deliver")
def deliver(seat: Seat) -> None:
    try:
        delivery.deliver(seat)
    except Unavailable:
        return


@shared_task(name="events.sweep")
def sweep() -> None:
    """Poke every Ente with due news: what a lost poke left behind."""
    for receiver_id in delivery.waiting_receivers():
        poke(receiver_id)
