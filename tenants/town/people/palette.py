"""People in the command palette: the same search, two keys from anywhere."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse

from ambito.access.actors import actor_of
from ambito.access.permissions import may
from ambito.web.day_words import day_words
from ambito.web.hooks import Hit
from town.people.queries import find_people
from town.people.rules import SEARCH

MOST = 6


def search(request: HttpRequest, typed: str) -> Iterable[Hit]:
    actor = actor_of(request)
    if not may(actor, SEARCH):
        return []
    return [
        Hit(
            str(person),
            reverse("people:person", args=[person.pk]),
            "people",
            day_words(person.birth_date) if person.birth_date else "",
        )
        for person in find_people(text=typed, by=actor, most=MOST)
    ]
