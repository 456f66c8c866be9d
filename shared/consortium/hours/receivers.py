"""What an Ente does when hours were moved on the other side: its own log says so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ambito.audit.operations import record
from ambito.events.registry import handles


def register() -> None:
    for kind in ("town", "cooperative", "consortium"):
        handles("hours.moved", at=kind)(moved)


def moved(*, sender_id: UUID, step: str, lines: int, **when: Any) -> None:
    record(kind="hours_event", detail={"step": step, "lines": lines, "sender": sender_id, **when})
