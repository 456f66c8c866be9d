"""Writing people down."""

from __future__ import annotations

from datetime import date
from typing import Any

from ambito.audit.operations import record
from ambito.italy.codice_fiscale import plain
from ambito.italy.names import folded
from ambito.tenancy.seats import ActorRef
from town.people.errors import ChangedMeanwhile
from town.people.models import Person

CHANGEABLE = frozenset(
    {
        "surname",
        "name",
        "birth_date",
        "sex",
        "birth_place",
        "codice_fiscale",
        "no_code_reason",
        "address",
        "phone",
    }
)


def register_person(
    *,
    surname: str,
    name: str,
    by: ActorRef,
    birth_date: date | None = None,
    sex: str = "",
    birth_place: str = "",
    codice_fiscale: str = "",
    no_code_reason: str = "",
    address: str = "",
    phone: str = "",
) -> Person:
    """A new person of this town. Duplicates are shown before, by `queries.similar_people`, never refused."""
    person = Person(
        surname=surname.strip(),
        name=name.strip(),
        birth_date=birth_date,
        sex=sex,
        birth_place=birth_place,
        codice_fiscale=plain(codice_fiscale) if codice_fiscale else "",
        no_code_reason=no_code_reason,
        address=address.strip(),
        phone=phone.strip(),
    )
    _save(person)
    record(kind="person_change", subject=person, by=by, detail={"fields": sorted(_filled(person))})
    return person


def change_person(*, person: Person, version: int, changes: dict[str, Any], by: ActorRef) -> Person:
    """Change what is said of a person. `person` is locked by its door; `version` is what the form showed.

    Raises `ChangedMeanwhile` when somebody saved after the form was opened.
    """
    if person.version != version:
        raise ChangedMeanwhile
    changed = {field for field in CHANGEABLE & changes.keys() if getattr(person, field) != changes[field]}
    for field in changed:
        setattr(person, field, changes[field])
    person.version += 1
    _save(person)
    record(kind="person_change", subject=person, by=by, detail={"fields": sorted(changed)})
    return person


def _save(person: Person) -> None:
    person.search_name = folded(f"{person.surname} {person.name}")
    person.full_clean(exclude=["search_name"])
    person.save()


def _filled(person: Person) -> set[str]:
    return {field for field in CHANGEABLE if getattr(person, field)}
