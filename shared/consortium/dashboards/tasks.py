from __future__ import annotations

from datetime import date

import structlog
from celery import shared_task
from django.utils import timezone

from ambito.jobs.tasks import ente_task
from ambito.tenancy.context import enter_function
from ambito.tenancy.seats import ActorRef, Seat
from ambito.tenancy.towns import active_towns
from consortium.dashboards import operations
from consortium.dashboards.errors import AlreadyReleased, NothingPublished
from consortium.dashboards.months import month_before

log = structlog.get_logger(__name__)


@ente_task(name="dashboards.release")
def release(seat: Seat, *, month: str) -> None:
    """Release a month (its first day) of a consortium, unless it has been or there is nothing to release."""
    by = ActorRef(user_id=None, role="system", ente_id=seat.ente_id)
    try:
        with enter_function("publisher", actor=by):
            operations.release(consortium_id=seat.ente_id, month=date.fromisoformat(month), by=by)
    except (AlreadyReleased, NothingPublished) as refusal:
        log.info("not_released", ente=seat.role, errors=[type(refusal).__name__])


@shared_task(name="dashboards.release_last_month")
def release_last_month() -> None:
    """Some days after the towns have published: those that have not are left out of this month."""
    month = month_before(timezone.localdate()).isoformat()
    for consortium_id in sorted({town.consortium_id for town in active_towns() if town.consortium_id}):
        release.send(consortium_id, month=month)
