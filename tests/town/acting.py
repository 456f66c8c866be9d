"""Who acts in the tests of the town, and people and cases to act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client

from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import ActorRef
from tests import people, towns
from town.cases.models import Case
from town.cases.operations import assign, open_case
from town.people.models import Person
from town.people.operations import register_person


def actor(role: str, at: str = "alpha") -> ActorRef:
    """The invented holder of a role."""
    return ActorRef(people.who(role, at).id, role, towns.seat(at).ente_id)


@contextmanager
def inside(role: str = "coordinator", at: str = "alpha") -> Iterator[ActorRef]:
    """In the town, acting as the holder of `role`."""
    who = actor(role, at)
    with enter(towns.seat(at), actor=who):
        yield who


def somebody(surname: str = "Moretti", name: str = "Anna", **more: Any) -> Person:
    by = more.pop("by", None) or actor("coordinator")
    more.setdefault("no_code_reason", "unknown")
    return register_person(surname=surname, name=name, by=by, **more)


def a_case(person: Person | None = None, *, referent: str = "", area: str = "elderly") -> Case:
    """A reported case of the coordinator, assigned where a referent is named by role."""
    by = actor("coordinator")
    case = open_case(person=person or somebody(), area=area, by=by)
    if referent:
        assign(case=case, version=case.version, referent=actor(referent).user_id, by=by)  # type: ignore[arg-type]
    return case


def send(client: Client, path: str, said: dict[str, Any] | None = None, **more: Any) -> Any:
    """POST a form as its page sends it, with a key of its own."""
    return client.post(path, {"idempotency_key": str(uuid7()), **(said or {})}, **more)
