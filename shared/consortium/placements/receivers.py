"""What an Ente does when the other side has moved a placement."""

from __future__ import annotations

from uuid import UUID

from ambito.audit.operations import record
from ambito.events.registry import handles
from ambito.tenancy.seats import SYSTEM
from consortium.placements.models import Placement
from consortium.placements.operations import align_access


def register() -> None:
    handles("placements.moved", at="town")(moved_for_town)
    handles("placements.moved", at="cooperative")(moved_for_cooperative)


def moved_for_town(*, sender_id: UUID, placement_id: str, step: str) -> None:
    """The town opens or closes its own door."""
    placement = _log(sender_id, placement_id, step)
    align_access(placement=placement, by=SYSTEM)


def moved_for_cooperative(*, sender_id: UUID, placement_id: str, step: str) -> None:
    _log(sender_id, placement_id, step)


def _log(sender_id: UUID, placement_id: str, step: str) -> Placement:
    placement = Placement.objects.get(pk=placement_id)
    record(kind="staffing_event", subject=placement, detail={"step": step, "from": sender_id})
    return placement
