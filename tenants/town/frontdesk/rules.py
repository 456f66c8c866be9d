"""Who sees a contact: whoever works at the desk; who does so for the own ones, those that they wrote down.

A contact of a person who is protected is as hidden as the person.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ambito.access.machine import Guard
from ambito.access.permissions import may, only_own
from ambito.access.relations import Relation
from ambito.tenancy.seats import ActorRef
from town.frontdesk.models import Contact
from town.people.models import Person
from town.people.rules import hidden, unhidden

WRITE = "contact_write"


def visible(contacts: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    del on
    if not may(actor, WRITE):
        return contacts.none()
    found = contacts.filter(Q(person=None) | unhidden(actor, "person"))
    return found.filter(created_by=actor.user_id) if only_own(actor, WRITE) else found


def sees(contact: Contact, actor: ActorRef, on: date) -> bool:
    del on
    if not may(actor, WRITE) or (contact.person is not None and hidden(contact.person, actor)):
        return False
    return not only_own(actor, WRITE) or contact.created_by == actor.user_id


def own_people(actor: ActorRef, on: date) -> QuerySet[Person]:
    """People of the contacts that the actor wrote down."""
    del on
    return Person.objects.filter(contacts__created_by=actor.user_id)


def has_person(contact: Contact) -> bool:
    """A case is opened for somebody."""
    return contact.person_id is not None


GUARDS: dict[str, Guard] = {"has_person": has_person}
RELATION = Relation(visible=visible, sees=sees)
