"""Writing news into the outbox."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from ambito.events.models import Event
from ambito.events.poking import poke
from ambito.tenancy.context import current_seat
from ambito.tenancy.inert import inert


def emit(name: str, *, to: UUID, key: str, payload: dict[str, Any]) -> None:
    """Tell an Ente something, in this transaction; delivered after it commits, exactly once in effect.

    `key` names this very news for the receiver. `payload` is ids and codes: `PersonalContent` otherwise.
    """
    Event.objects.bulk_create(
        [
            Event(
                name=name,
                sender_id=current_seat().ente_id,
                receiver_id=to,
                key=inert(key),
                payload=inert(payload),
            )
        ],
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: poke(to))
