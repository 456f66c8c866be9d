"""What a town does when the consortium has changed a page that the town keeps: its own log says so."""

from __future__ import annotations

from uuid import UUID

from ambito.audit.operations import record
from ambito.events.registry import handles


def register() -> None:
    handles("network.changed", at="town")(changed)


def changed(*, sender_id: UUID, model: str, subject_id: str, step: str) -> None:
    detail = {"step": step, "model": model, "id": subject_id, "from": sender_id}
    record(kind="directory_change", detail=detail)
