"""What a town does when the consortium has given or taken back hours: its own log says who may come in."""

from __future__ import annotations

from uuid import UUID

from ambito.audit.operations import record
from ambito.events.registry import handles
from consortium.pool.models import Allocation


def register() -> None:
    handles("pool.allocated", at="town")(allocated)
    handles("pool.ended", at="town")(ended)


def allocated(*, sender_id: UUID, allocation_id: str) -> None:
    _log(allocation_id, "allocated", sender_id)


def ended(*, sender_id: UUID, allocation_id: str) -> None:
    _log(allocation_id, "ended", sender_id)


def _log(allocation_id: str, step: str, sender_id: UUID) -> None:
    allocation = Allocation.objects.get(pk=allocation_id)
    record(
        kind="staffing_event",
        subject=allocation,
        detail={"step": step, "worker": allocation.worker_id, "from": sender_id},
    )
