from __future__ import annotations

from datetime import date

import structlog
from celery import shared_task
from django.utils import timezone

from ambito.jobs.tasks import ente_task
from ambito.tenancy.seats import ActorRef, Seat
from ambito.tenancy.towns import active_towns
from consortium.dashboards.errors import AlreadyReleased
from consortium.dashboards.months import month_before
from town.statistics import operations

log = structlog.get_logger(__name__)


@ente_task(name="statistics.publish")
def publish(seat: Seat, *, month: str) -> None:
    """The counts of a month (its first day), unless the month has been released."""
    by = ActorRef(user_id=None, role="system", ente_id=seat.ente_id)
    try:
        operations.publish_counts(seat=seat, month=date.fromisoformat(month), by=by)
    except AlreadyReleased:
        log.info("not_published", ente=seat.role)


@shared_task(name="statistics.publish_last_month")
def publish_last_month() -> None:
    month = month_before(timezone.localdate()).isoformat()
    for town in active_towns():
        publish.send(town.ente_id, month=month)
