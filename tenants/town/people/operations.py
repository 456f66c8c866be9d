"""Writing people down."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ambito.access.permissions import may
from ambito.audit.operations import record
from ambito.italy.codice_fiscale import compact, plain
from ambito.italy.names import folded
from ambito.tenancy.seats import ActorRef
from town.people.errors import ChangedMeanwhile
from town.people.models import Person, Reader
from town.people.rules import WRITE, may_write

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
    if not may(by, WRITE):
        raise PermissionDenied
    person = Person(
        surname=surname.strip(),
        name=name.strip(),
        birth_date=birth_date,
        sex=sex,
        birth_place=birth_place,
        codice_fiscale=compact(codice_fiscale),
        no_code_reason=no_code_reason,
        address=address.strip(),
        phone=phone.strip(),
        registered_by=by.user_id,
    )
    _save(person)
    record(kind="person_change", subject=person, by=by, detail={"fields": sorted(_filled(person))})
    return person


def change_person(*, person: Person, version: int, changes: dict[str, Any], by: ActorRef) -> Person:
    """Change what is said of a person. `person` is locked by its door; `version` is what the form showed.

    Raises `ChangedMeanwhile` when somebody saved after the form was opened, `PermissionDenied`.
    """
    if not may_write(person, by, timezone.localdate()):
        raise PermissionDenied
    if person.version != version:
        raise ChangedMeanwhile
    changed = {field for field in CHANGEABLE & changes.keys() if getattr(person, field) != changes[field]}
    for field in changed:
        setattr(person, field, changes[field])
    person.version += 1
    _save(person)
    record(kind="person_change", subject=person, by=by, detail={"fields": sorted(changed)})
    return person


def keep_to(*, person: Person, readers: set[UUID]) -> None:
    """From now on only `readers` find this person; without any, everybody does again.

    Set by whoever protects a file; the reason and the row of the log are written there.
    """
    Reader.objects.filter(person=person).exclude(user_id__in=readers).delete()
    Reader.objects.bulk_create(
        [Reader(person=person, user_id=user_id) for user_id in sorted(readers)], ignore_conflicts=True
    )
    person.locked = bool(readers)
    person.save(update_fields=["locked"])


def _save(person: Person) -> None:
    person.search_name = folded(f"{person.surname} {person.name}")
    person.plain_code = plain(person.codice_fiscale)
    person.full_clean(exclude=["search_name", "plain_code"])
    person.save()


def _filled(person: Person) -> set[str]:
    return {field for field in CHANGEABLE if getattr(person, field)}
