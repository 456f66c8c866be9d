"""Finding people: by codice fiscale, by the beginning of the name, then with a typing mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet

from ambito.access.doors import open_one, show_list, show_uncounted
from ambito.access.pages import Asked, Page
from ambito.access.relations import visible_to
from ambito.audit.queries import last_change, openings_of
from ambito.italy.codice_fiscale import compact, plain
from ambito.italy.names import folded
from ambito.tenancy.seats import ActorRef
from consortium.registry.queries.memberships import names_of_people
from town.people.models import Person

MOST = 20
# Below this word similarity two names are two names (0 to 1).
LIKE_ENOUGH = 0.45
CODE_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Seen:
    """Who did something to a person's data, when, and on which part."""

    name: str
    at: datetime
    part: str


def access_person(*, pk: UUID | str, by: ActorRef, part: str = "summary", lock: bool = False) -> Person:
    """The person with this key, logged as opened; `Missing` where the actor finds none."""
    return open_one(Person.objects.all(), pk=pk, by=by, kind="person_view", part=part, lock=lock)


def find_people(*, text: str, by: ActorRef, most: int = MOST) -> list[Person]:
    """At most `most` people whom the actor may find, best first, logged with their ids.

    A whole codice fiscale finds by code; otherwise the beginning of surname or name, and only where that
    finds nobody, names that are nearly so.
    """
    if not folded(text):
        return []
    return show_list(_found(text, by), by=by, kind="search", most=most)


def page_of_people(*, text: str, by: ActorRef, asked: Asked) -> Page[Person]:
    """The same people, page by page."""
    rows = _found(text, by) if folded(text) else Person.objects.none()
    return show_uncounted(rows, by=by, asked=asked, kind="search")


def similar_people(
    *, surname: str, name: str, birth_date: date | None, codice_fiscale: str, by: ActorRef
) -> list[Person]:
    """People who may be this one already: same code, or nearly the same name with no other date of birth.

    A locked person gives no sign except to its readers.
    """
    near = _nearly(folded(f"{surname} {name}"))
    if birth_date is not None:
        near = near.filter(Q(birth_date=birth_date) | Q(birth_date=None))
    found = {person.pk: person for person in visible_to(near, by)[:MOST]}
    if codice_fiscale:
        found |= {person.pk: person for person in visible_to(_by_code(codice_fiscale), by)[:MOST]}
    return sorted(found.values(), key=lambda person: person.search_name)


def last_openings(person: Person) -> list[Seen]:
    """Who opened this person last, newest first; the opening of now is the first."""
    deeds = openings_of(person)
    names = names_of_people(deed.by_user for deed in deeds)
    return [Seen(names.get(deed.by_user, ""), deed.at, deed.part) for deed in deeds if deed.by_user]


def who_changed(person: Person) -> Seen | None:
    """Who saved this person's data last."""
    deed = last_change(person, "person_change")
    if deed is None or deed.by_user is None:
        return None
    return Seen(names_of_people([deed.by_user]).get(deed.by_user, ""), deed.at, deed.part)


def _found(text: str, by: ActorRef) -> QuerySet[Person]:
    code = text.replace(" ", "").upper()
    if len(code) == CODE_LENGTH and any(sign.isdigit() for sign in code):
        return _by_code(code)
    begins = _by_beginning(folded(text))
    return begins if visible_to(begins, by).exists() else _nearly(folded(text))


def _by_code(code: str) -> QuerySet[Person]:
    return Person.objects.filter(plain_code=plain(compact(code))).order_by("search_name", "pk")


def _by_beginning(wanted: str) -> QuerySet[Person]:
    begins = Q(search_name__startswith=wanted) | Q(search_name__contains=f" {wanted}")
    return Person.objects.filter(begins).order_by("search_name", "pk")


def _nearly(wanted: str) -> QuerySet[Person]:
    return (
        Person.objects.annotate(likeness=TrigramWordSimilarity(wanted, "search_name"))
        .filter(likeness__gte=LIKE_ENOUGH)
        .order_by("-likeness", "search_name", "pk")
    )
