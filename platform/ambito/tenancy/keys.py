"""Keys of every row."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

__all__ = ["key", "uuid7"]


def key() -> models.UUIDField[UUID | str, UUID]:
    """UUIDv7 primary key (RFC 9562): ordered enough for an index, and migrations name no project code."""
    return models.UUIDField(primary_key=True, default=uuid7, editable=False)
