"""Invented staff: a pooled psychologist, a cooperative's social worker, the same in the other consortium."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import ActorRef
from consortium.registry.models import Partnership
from consortium.workforce.models import Worker
from consortium.workforce.operations import register_worker
from tests.towns import seat, user_id

HOUR = 60
YEAR = DateRange(date(2026, 1, 1), date(2027, 1, 1))


def actor(at: str, role: str, person: UUID | None = None) -> ActorRef:
    """Somebody with a role in a test Ente."""
    return ActorRef(person or uuid7(), role, seat(at).ente_id)


PARTNERS = (("north", "vela"), ("north", "rete"), ("south", "vela"))


def partners(pairs: Iterable[tuple[str, str]] = PARTNERS) -> None:
    """Both cooperatives work for the northern consortium, one of them for the southern as well."""
    for consortium, cooperative in pairs:
        with enter(seat(consortium)):
            Partnership.objects.create(
                consortium_id=seat(consortium).ente_id,
                cooperative_id=seat(cooperative).ente_id,
                during=YEAR,
            )


def hired(
    *,
    employer: str,
    who: str = "",
    person: UUID | None = None,
    profile: str = "psychologist",
    weekly_minutes: int = 36 * HOUR,
    name: str = "Sara Conti",
) -> Worker:
    """A worker, written down by the employer; `who` is one of the seven users of the test deployment."""
    role = "coop_manager" if seat(employer).kind == "cooperative" else "consortium_manager"
    by = actor(employer, role)
    with enter(seat(employer), actor=by):
        return register_worker(
            employer_id=seat(employer).ente_id,
            user_id=person or user_id(who),
            name=name,
            profile=profile,
            contract="permanent_full",
            weekly_minutes=weekly_minutes,
            register_number="A-0341",
            by=by,
        )


def days(first: date, last: date) -> DateRange:
    """Half-open, from the first to the last day included."""
    return DateRange(first, last + timedelta(days=1))
