"""What tests ask of schemas."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.db import connections

from ambito.tenancy.provisioning import catalogue, compiling
from ambito.tenancy.provisioning.builder import one_transaction


def ask(query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """As builder, in a transaction of its own."""
    with connections["builder"].cursor() as cursor:
        cursor.execute(query, parameters or None)
        return cursor.fetchall() if cursor.description else []


def digest(schema: str) -> str:
    with one_transaction() as connection:
        return catalogue.read(connection, schema).digest()


def migrations(schema: str) -> set[tuple[str, str]]:
    with one_transaction() as connection:
        catalogue.look_into(connection, schema)
        return set(compiling.applied(connection))


def by_stock(schema: str) -> None:
    """django-tenants' own way, the oracle."""
    ask(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
    call_command("migrate_schemas", schema_name=schema, tenant=True, verbosity=0, database="builder")


def schema_of(host: str) -> str:
    query = (
        "SELECT e.schema_name FROM public.registry_ente e JOIN public.registry_host h ON h.tenant_id = e.id "
        "WHERE h.domain = %s"
    )
    name: str = ask(query, host)[0][0]
    return name


def fingerprint(schema: str) -> str:
    mark: str = ask("SELECT fingerprint FROM public.registry_ente WHERE schema_name = %s", schema)[0][0]
    return mark
