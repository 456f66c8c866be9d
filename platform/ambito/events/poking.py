"""Waking the dispatcher. Losing a poke loses nothing: beat sweeps the outbox."""

from __future__ import annotations

from uuid import UUID

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

from ambito.jobs import broker
from ambito.jobs.tasks import HEADER

log = structlog.get_logger(__name__)


def poke(receiver_id: UUID) -> None:
    """Ask a worker to deliver now; a broker that is down is noted, never felt."""
    try:
        if broker.answers():
            current_app.send_task("events.deliver", headers={HEADER: str(receiver_id)}, ignore_result=True)
            return
    except (OperationalError, OSError) as error:
        log.warning("poke_failed", error=type(error).__name__)
        return
    log.warning("broker_down")
