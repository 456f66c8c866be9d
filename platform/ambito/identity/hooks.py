"""What identity asks of the floors above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from ambito.tenancy.hooks import Hook

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True, slots=True)
class Place:
    """An Ente where a person has a role today, as the switcher shows it."""

    ente_id: UUID
    name: str
    letters: str
    host: str


class Memberships(Protocol):
    """Who is what, where, on a day in Rome. Provided by the registry of Enti."""

    def roles_of(self, user_id: UUID, ente_id: UUID, on: date) -> list[str]:
        """Codes of the roles held there on that day, strongest first."""
        ...

    def places_of(self, user_id: UUID, on: date) -> list[Place]:
        """Every Ente where the person has a role on that day; only the role `signin` sees them all."""
        ...

    def covers(self, ente_id: UUID, user_id: UUID, on: date) -> bool:
        """Whether all the places of a person belong to this Ente or, for a consortium, to its towns."""
        ...


memberships: Hook[Memberships] = Hook("identity.memberships", required=True)


def today() -> date:
    """The day on which memberships are judged: Rome's, whatever time zone a page shows."""
    return timezone.localdate(timezone=ROME)
