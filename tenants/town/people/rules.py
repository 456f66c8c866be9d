"""Who finds a person, and who may change one.

A locked person is found by the named readers only, wherever people are found: search, lists, counts,
duplicates. Who has the capability in full finds all the others; who has it for the own ones, the own ones:
those whom the actor wrote down, and those whom other apps tell (`hooks.own_people`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ambito.access.permissions import may, only_own
from ambito.access.relations import Relation
from ambito.tenancy.seats import ActorRef
from town.people.hooks import own_people
from town.people.models import Person, Reader

SEARCH = "person_search"
WRITE = "person_write"


def visible(people: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    if not may(actor, SEARCH):
        return people.none()
    found = people.filter(unhidden(actor))
    return found.filter(_own(actor, on)) if only_own(actor, SEARCH) else found


def sees(person: Person, actor: ActorRef, on: date) -> bool:
    if not may(actor, SEARCH) or hidden(person, actor):
        return False
    return not only_own(actor, SEARCH) or is_own(person, actor, on)


def unhidden(actor: ActorRef, person: str = "") -> Q:
    """Rows whose person is not locked to the actor. `person`: the name of the key, from another model."""
    reads = Reader.objects.filter(
        Q(user_id=actor.user_id), person_id=OuterRef(f"{person}_id" if person else "pk")
    )
    return Q(**{f"{person}__locked" if person else "locked": False}) | Q(Exists(reads))


def hidden(person: Person, actor: ActorRef) -> bool:
    """The same, for one person at hand."""
    return person.locked and actor.user_id not in {reader.user_id for reader in person.readers.all()}


def may_write(person: Person, actor: ActorRef, on: date) -> bool:
    """Whether the actor may change what is said of a person whom the actor finds."""
    return may(actor, WRITE) and (not only_own(actor, WRITE) or is_own(person, actor, on))


def is_own(person: Person, actor: ActorRef, on: date) -> bool:
    if actor.user_id is not None and person.registered_by == actor.user_id:
        return True
    return any(tell(actor, on).filter(pk=person.pk).exists() for tell in own_people)


def _own(actor: ActorRef, on: date) -> Q:
    own = Q(registered_by=actor.user_id) if actor.user_id is not None else Q(pk__in=[])
    for tell in own_people:
        own |= Q(pk__in=tell(actor, on).values("pk"))
    return own


RELATION = Relation(visible=visible, sees=sees)
