"""The outbox: news for an Ente, written in the transaction that made it news. Its payload is ids only."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from ambito.tenancy.keys import key


class Event(models.Model):
    """Waiting until `done_at` (handled) or `dead_at` (given up, shown by `ambito doctor`)."""

    id = key()
    name = models.CharField(max_length=60)
    sender_id = models.UUIDField()
    receiver_id = models.UUIDField()
    # The sender's word for "this very news": a second event with the same key is not written.
    key = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "events_event"
        constraints = [
            models.UniqueConstraint(fields=["receiver_id", "key"], name="events_event_once"),
        ]
        indexes = [
            models.Index(
                fields=["receiver_id", "due_at"],
                name="events_event_waiting",
                condition=models.Q(done_at=None, dead_at=None),
            ),
        ]
