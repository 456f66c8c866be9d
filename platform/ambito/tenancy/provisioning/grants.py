"""Roles of Enti and the rights of everybody, as builder. Every statement can be repeated."""

from __future__ import annotations

from typing import Any, Protocol

from ambito.tenancy import declarations
from ambito.tenancy.roles import group_role, prefixed
from ambito.tenancy.seats import Kind, checked


class Cursor(Protocol):
    def execute(self, sql: str, params: Any = None) -> Any: ...


def make_role(cursor: Cursor, role: str, kind: Kind) -> None:
    """The permanent role of a new Ente: member of its group, assumable by the application's login."""
    cursor.execute(f'CREATE ROLE "{checked(role)}" NOLOGIN')
    cursor.execute(f'GRANT "{group_role(kind)}" TO "{role}"')
    cursor.execute(f'GRANT "{role}" TO "{prefixed("app")}"')


def grant_town(cursor: Cursor, schema: str) -> None:
    """A town's role may read and write its own schema, less where an app declares less."""
    role = checked(schema)
    cursor.execute(f'GRANT USAGE ON SCHEMA "{schema}" TO "{role}"')
    cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "{schema}" TO "{role}"')
    cursor.execute(f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA "{schema}" TO "{role}"')
    cursor.execute(f'REVOKE ALL ON "{schema}".django_migrations FROM "{role}"')
    for less in declarations.declared()[1]:
        cursor.execute(f'REVOKE ALL ON "{schema}"."{less.table}" FROM "{role}"')
        cursor.execute(f'GRANT {less.privileges} ON "{schema}"."{less.table}" TO "{role}"')
        for function, privileges in less.functions.items():
            cursor.execute(f'GRANT USAGE ON SCHEMA "{schema}" TO "{prefixed(function)}"')
            cursor.execute(f'GRANT {privileges} ON "{schema}"."{less.table}" TO "{prefixed(function)}"')


def grant_public(cursor: Cursor) -> None:
    """Apply every declaration on the public schema."""
    for declaration in declarations.declared()[0]:
        for statement in declarations.statements(declaration):
            cursor.execute(statement)
