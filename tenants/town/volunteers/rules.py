"""Who keeps the offers of a town, and when an insurance holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from ambito.access.machine import Guard
from ambito.access.permissions import may
from ambito.access.relations import Relation
from ambito.tenancy.seats import ActorRef
from town.volunteers.enums import State
from town.volunteers.models import VolunteerOffer
from town.volunteers.queries import NOTICE

KEEP = "volunteer_keep"


def visible(offers: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    del on
    return offers if may(actor, KEEP) else offers.none()


def sees(offer: VolunteerOffer, actor: ActorRef, on: date) -> bool:
    del offer, on
    return may(actor, KEEP)


def part_of(actor: ActorRef) -> str:
    """Whose part of the state table the actor plays; none is an empty string."""
    return "keeper" if may(actor, KEEP) else ""


def insured(*, offer: VolunteerOffer, on: date) -> bool:
    first, last = offer.insured_from, offer.insured_until
    return first is not None and last is not None and first <= on <= last


def alarm(offer: VolunteerOffer, on: date) -> str:
    """`ended` or `soon` for an active volunteer whose insurance needs somebody; empty otherwise."""
    if offer.state != State.ACTIVE or offer.insured_until is None or offer.insured_until > on + NOTICE:
        return ""
    return "ended" if offer.insured_until < on else "soon"


GUARDS: dict[str, Guard] = {"insured": insured}
RELATION = Relation(visible=visible, sees=sees)
