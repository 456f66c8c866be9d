"""Founding an Ente: what needs several floors at once, in one transaction of the builder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.management import call_command

from ambito.tenancy.hooks import calls
from ambito.tenancy.keys import uuid7
from ambito.tenancy.provisioning import grants, stored, template
from ambito.tenancy.provisioning.builder import ALIAS, Connection, alone, hold_shape, one_transaction
from ambito.tenancy.provisioning.hooks import after_found
from ambito.tenancy.provisioning.replay import replay
from ambito.tenancy.provisioning.rollout import Pace, roll_out
from ambito.tenancy.roles import ente_role
from ambito.tenancy.seats import SYSTEM, ActorRef, Kind, Seat
from consortium.registry import founding as registry
from consortium.registry.founding import Identity


def install() -> str:
    """Public schema, everybody's rights and the town model up to date. Repeatable; one at a time."""
    with alone():
        return _install()


def migrate(pace: Pace, say: Callable[[str], None]) -> int:
    """Install, then roll the town model out to every town; returns how many were behind. Raises `Stopped`."""
    with alone():
        _install()
        return roll_out(pace, say)


def _install() -> str:
    call_command("migrate_schemas", shared=True, interactive=False, verbosity=0, database=ALIAS)
    with one_transaction() as connection:
        grants.grant_public(connection)
    mark = template.bring_up()
    for seat in registry.unfinished(using=ALIAS):
        _finish(SYSTEM, seat)
    return mark


def found(
    *, by: ActorRef = SYSTEM, kind: Kind, host: str, consortium: UUID | None = None, **identity: Any
) -> Seat:
    """Create an Ente with its role, host and profile; a town takes a spare schema or makes its own.

    Raises `HostTaken`, `NameTaken`, `NoArtefact`; then nothing was made. An interrupted one is finished.
    """
    who = Identity(host=host, **identity)
    if kind == "town" and consortium is not None and (seat := _claim(by, consortium, who)) is not None:
        return seat
    if (seat := registry.unfinished_at(kind=kind, identity=who, using=ALIAS)) is not None:
        return _finish(by, seat)
    with one_transaction():
        registry.refuse_taken(kind=kind, identity=who, using=ALIAS)
    return _finish(by, _make(by, kind, consortium, who))


def keep_spares(*, by: ActorRef = SYSTEM, wanted: int) -> int:
    """Fill the warm pool up to `wanted` towns; returns how many were made."""
    missing = max(0, wanted - registry.spares(using=ALIAS))
    for _ in range(missing):
        _finish(by, _make(by, "town", None, None))
    return missing


def _claim(by: ActorRef, consortium: UUID, who: Identity) -> Seat | None:
    with one_transaction() as connection:
        hold_shape(connection)
        return registry.claim_spare(by=by, consortium=consortium, identity=who, using=ALIAS)


def _make(by: ActorRef, kind: Kind, consortium: UUID | None, who: Identity | None) -> Seat:
    """Everything in the database, in one transaction; nobody can enter it yet."""
    number = registry.next_number(using=ALIAS)
    role = ente_role(number)
    seat = Seat(uuid7(), role, role if kind == "town" else None, kind, consortium, "founding")
    with one_transaction() as connection:
        mark = _build(connection, seat)
        registry.register(by=by, seat=seat, number=number, fingerprint=mark, using=ALIAS)
        if who is not None:
            registry.identify(by=by, seat=seat, identity=who, using=ALIAS)
    return seat


def _finish(by: ActorRef, seat: Seat) -> Seat:
    calls(after_found, seat)
    return registry.finish(by=by, seat=seat, using=ALIAS)


def _build(connection: Connection, seat: Seat) -> str:
    """Role and, for a town, schema; returns the fingerprint of the latter."""
    if seat.schema is None:
        grants.make_role(connection, seat.role, seat.kind)
        return ""
    hold_shape(connection)
    mark, artefact = stored.of_this_code()
    replay(connection, seat.schema, artefact)
    return mark
