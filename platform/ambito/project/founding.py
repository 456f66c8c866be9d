"""Founding an Ente: what needs several floors at once, in one transaction of the builder."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.db import connections, transaction

from ambito.tenancy.provisioning import grants
from ambito.tenancy.roles import ente_role
from ambito.tenancy.seats import Kind, Seat, seat_of
from consortium.registry.models import Ente, Host, Profile

BUILDER = "builder"


def install() -> None:
    """Public schema up to date and everybody's rights as declared. Repeatable."""
    call_command("migrate_schemas", shared=True, interactive=False, verbosity=0, database=BUILDER)
    with transaction.atomic(using=BUILDER), connections[BUILDER].cursor() as cursor:
        grants.grant_public(cursor)


def found(*, kind: Kind, host: str, consortium: UUID | None = None, **profile: Any) -> Seat:
    """Create an Ente with its role, host and profile (and, for a town, its schema)."""
    connection = connections[BUILDER]
    with transaction.atomic(using=BUILDER), connection.cursor() as cursor:
        cursor.execute("SELECT nextval('public.registry_ente_number')")
        number = cursor.fetchone()[0]
        role = ente_role(number)
        grants.make_role(cursor, role, kind)
        ente = Ente(number=number, schema_name=role, kind=kind, consortium_id=consortium)
        ente.save(using=BUILDER)
        Host(domain=host, tenant=ente, is_primary=True).save(using=BUILDER)
        Profile(ente=ente, host=host, **profile).save(using=BUILDER)
    if kind == "town":
        _schema(role)
    return seat_of(ente)


def _schema(schema: str) -> None:
    connection = connections[BUILDER]
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema}"')
    call_command(
        "migrate_schemas", schema_name=schema, tenant=True, interactive=False, verbosity=0, database=BUILDER
    )
    with connection.cursor() as cursor:
        grants.grant_town(cursor, schema)
