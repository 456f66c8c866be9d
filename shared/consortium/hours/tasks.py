from __future__ import annotations

from datetime import date, timedelta

from celery import shared_task
from django.utils import timezone

from ambito.jobs.tasks import ente_task
from ambito.tenancy.context import enter
from ambito.tenancy.errors import Unavailable
from ambito.tenancy.seats import SYSTEM, Seat
from ambito.tenancy.towns import active_towns
from consortium.hours import operations
from consortium.hours.queries import month_of


@ente_task(name="hours.lock")
def lock(seat: Seat) -> None:
    try:
        with enter(seat, actor=SYSTEM):
            operations.lock_month(month=month_of(_month_to_lock()))
    except Unavailable:
        return


@shared_task(name="hours.lock_all")
def lock_all() -> None:
    """Lock the month before the last one in every town."""
    for seat in active_towns():
        lock.send(seat.ente_id)


def _month_to_lock() -> date:
    """A day of the month before the last: the last one is still being confirmed."""
    first = timezone.localdate().replace(day=1)
    return (first - timedelta(days=1)).replace(day=1) - timedelta(days=1)
