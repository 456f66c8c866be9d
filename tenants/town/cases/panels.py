"""What other pages show of cases."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from ambito.access.actors import actor_of
from ambito.access.permissions import may
from town.cases.queries import cases_of
from town.cases.rules import OPEN_CASE, reads_cases
from town.people.models import Person


def of_a_person(request: HttpRequest, person: object) -> str | None:
    """A person's cases, for whoever reads cases at all."""
    actor = actor_of(request)
    if not isinstance(person, Person) or not reads_cases(actor):
        return None
    context = {
        "person": person,
        "lines": cases_of(person, by=actor),
        "may_open": may(actor, OPEN_CASE),
    }
    return render_to_string("cases/of_person.html", context, request)
