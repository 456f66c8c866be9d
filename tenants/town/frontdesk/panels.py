"""What other pages show of contacts."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from ambito.access.actors import actor_of
from ambito.access.permissions import may
from ambito.tenancy.context import current_or_none
from town.frontdesk.queries import contacts_of, waiting_count
from town.frontdesk.rules import WRITE
from town.people.models import Person


def of_a_person(request: HttpRequest, person: object) -> str | None:
    actor = actor_of(request)
    if not isinstance(person, Person) or not may(actor, WRITE):
        return None
    context = {"person": person, "lines": contacts_of(person, by=actor)}
    return render_to_string("frontdesk/of_person.html", context, request)


def waiting(request: HttpRequest) -> int:
    """The number beside the line of the navigation; none on pages that work outside of the town's tables."""
    entered = current_or_none()
    if entered is None or entered.seat is None:
        return 0
    return waiting_count(by=actor_of(request))
