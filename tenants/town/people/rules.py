"""Who finds a person.

A locked person is found by the named readers only, wherever people are found: search, lists, counts,
duplicates. Who has the capability in full finds all the others; who has it for the own ones, the own ones.
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


def visible(people: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    if not may(actor, SEARCH):
        return people.none()
    reads = Exists(Reader.objects.filter(Q(user_id=actor.user_id), person_id=OuterRef("pk")))
    found = people.filter(Q(locked=False) | reads)
    if only_own(actor, SEARCH):
        found = found.filter(_own(actor, on))
    return found


def sees(person: Person, actor: ActorRef, on: date) -> bool:
    if not may(actor, SEARCH):
        return False
    if person.locked and not person.readers.filter(Q(user_id=actor.user_id)).exists():
        return False
    return not only_own(actor, SEARCH) or any(
        tell(actor, on).filter(pk=person.pk).exists() for tell in own_people
    )


def _own(actor: ActorRef, on: date) -> Q:
    own = Q(pk__in=[])
    for tell in own_people:
        own |= Q(pk__in=tell(actor, on).values("pk"))
    return own


RELATION = Relation(visible=visible, sees=sees)
