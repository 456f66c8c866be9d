"""Delivering the outbox: each event is handled and marked in one transaction of its receiver."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from ambito.events import registry
from ambito.events.models import Event
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import SYSTEM, Seat

GIVE_UP_AFTER = 12
LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended('events:' || %s, 0))"


def waiting_receivers() -> list[UUID]:
    """Enti with due news, oldest first, as role `dispatcher`, which cannot read a payload."""
    with enter_function("dispatcher"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT receiver_id FROM events_event"
            " WHERE done_at IS NULL AND dead_at IS NULL AND due_at <= now()"
            " GROUP BY receiver_id ORDER BY min(due_at)"
        )
        return [row[0] for row in cursor.fetchall()]


def given_up() -> int:
    """How many events nobody could handle: they wait for somebody to look."""
    with enter_function("dispatcher"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM events_event WHERE dead_at IS NOT NULL AND done_at IS NULL")
        count: int = cursor.fetchone()[0]
    return count


def deliver(seat: Seat) -> int:
    """Handle what is due for this Ente, one transaction an event; how many were handled.

    Raises `Unavailable` for an Ente that is suspended or migrating: its news waits.
    """
    handled = 0
    while (outcome := _deliver_one(seat)) is not None:
        handled += outcome
    return handled


def _deliver_one(seat: Seat) -> bool | None:
    """True when handled, False when put off, None when there is nothing (or somebody else delivers)."""
    with enter(seat, actor=SYSTEM):
        if not _alone(seat):
            return None
        event = _next(seat)
        if event is None:
            return None
        try:
            with transaction.atomic():
                registry.handle(event.name, at=seat.kind, sender_id=event.sender_id, payload=event.payload)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises puts its event off
            _put_off(event, error)
            return False
        Event.objects.filter(pk=event.pk).update(done_at=timezone.now())
        return True


def _alone(seat: Seat) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [str(seat.ente_id)])
        alone: bool = cursor.fetchone()[0]
    return alone


def _next(seat: Seat) -> Event | None:
    waiting = Event.objects.filter(
        receiver_id=seat.ente_id, done_at=None, dead_at=None, due_at__lte=timezone.now()
    )
    return waiting.order_by("due_at", "id").first()


def _put_off(event: Event, error: Exception) -> None:
    """Twice as long each time, up to an hour; given up visibly after GIVE_UP_AFTER attempts."""
    attempts = event.attempts + 1
    now = timezone.now()
    Event.objects.filter(pk=event.pk).update(
        attempts=attempts,
        error=type(error).__name__,
        due_at=now + timedelta(seconds=min(2**attempts, 3600)),
        dead_at=now if attempts >= GIVE_UP_AFTER else None,
    )
