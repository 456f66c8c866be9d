"""What the vault tells the rooms above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ambito.tenancy.hooks import Hook
from ambito.tenancy.seats import ActorRef, Seat

Change: TypeAlias = Literal["created", "renewed", "shredded"]


@dataclass(frozen=True, slots=True)
class KeyChange:
    """`version` is the number of the newest key of protected fields; None once they are shredded."""

    seat: Seat
    what: Change
    version: int | None
    by: ActorRef


# Called after the change, outside of any transaction.
key_changed: Hook[Callable[[KeyChange], None]] = Hook("vault.key_changed")
