"""Roles of Enti and the rights of everybody, as builder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Protocol

from psycopg import sql

from ambito.tenancy import declarations
from ambito.tenancy.errors import Unfit
from ambito.tenancy.roles import FUNCTIONS, group_role, prefixed
from ambito.tenancy.seats import Kind, checked

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
BOOKKEEPING = "django_migrations"
TOWN = "town"

# Privileges by table or sequence, and there by grantee: the town's own role, or a function role.
TownGrants = dict[str, dict[str, str]]


class Cursor(Protocol):
    """Of Django or of psycopg; a psycopg connection will do as well."""

    def execute(self, query: Any, params: Any = None) -> Any: ...


def make_role(cursor: Cursor, role: str, kind: Kind) -> None:
    """The permanent role of a new Ente: member of its group, assumable by the application's login."""
    cursor.execute(f'CREATE ROLE "{checked(role)}" NOLOGIN')
    cursor.execute(f'GRANT "{group_role(kind)}" TO "{role}"')
    cursor.execute(f'GRANT "{role}" TO "{prefixed("app")}"')


def of_town(tables: list[str], sequences: list[str]) -> TownGrants:
    """The town's role may do everything, less where an app declares less."""
    granted: TownGrants = {table: {TOWN: EVERYTHING} for table in tables if table != BOOKKEEPING}
    granted |= {sequence: {TOWN: "USAGE"} for sequence in sequences}
    for less in declarations.declared()[1]:
        if less.table not in granted:
            raise Unfit(f"rights are declared for {less.table}, which is no table of a town")
        granted[less.table] = {TOWN: less.privileges} | dict(less.functions)
    return granted


def statements(role: str, granted: TownGrants, *, again: bool = False) -> Iterator[sql.Composed]:
    """GRANTs with unqualified names, one for each set of privileges; `again` revokes the old ones first."""
    if again:
        yield from _revokes(role, granted)
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, privileges_of in granted.items():
        for grantee, privileges in privileges_of.items():
            together[grantee, privileges].append(name)
    for grantee in {grantee for grantee, _ in together if grantee != TOWN}:
        text = sql.SQL("GRANT USAGE ON SCHEMA {} TO {}")
        yield text.format(sql.Identifier(checked(role)), _role(role, grantee))
    for (grantee, privileges), names in together.items():
        listed = sql.SQL(", ").join(map(sql.Identifier, names))
        text = sql.SQL("GRANT {} ON {} {} TO {}")
        yield text.format(sql.SQL(privileges), _what(privileges), listed, _role(role, grantee))


def _revokes(role: str, granted: TownGrants) -> Iterator[sql.Composed]:
    everybody = sql.SQL(", ").join(_role(role, grantee) for grantee in (TOWN, *FUNCTIONS))
    for name, privileges_of in granted.items():
        what = _what(privileges_of[TOWN])
        yield sql.SQL("REVOKE ALL ON {} {} FROM {}").format(what, sql.Identifier(name), everybody)


def _role(role: str, grantee: str) -> sql.Identifier:
    return sql.Identifier(checked(role) if grantee == TOWN else prefixed(grantee))


def _what(privileges: str) -> sql.SQL:
    return sql.SQL("SEQUENCE" if privileges == "USAGE" else "TABLE")


def grant_public(cursor: Cursor) -> None:
    """Apply every declaration on the public schema. Can be repeated."""
    for declaration in declarations.declared()[0]:
        for statement in declarations.statements(declaration):
            cursor.execute(statement)
