"""Who may touch a table of the public schema, and which rows: declared per app in `<app>/rights.py`.

A module `<app>.rights` holds `RIGHTS`, a list of `Rights`, applied by `ambito install` after every migration.
A table of the public schema without a declaration is a red build. Row policies decide by `current_user`
(through `ext.current_ente()` and `ext.current_consortium()`), never by a session variable.

Town tables need a declaration only where the town may do less than read and write (append-only tables).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Literal

from django.apps import apps

from ambito.tenancy.roles import FUNCTIONS, prefixed

Group = Literal[
    "towns", "consortia", "coops", "signin", "publisher", "matcher", "dispatcher", "sealer", "app"
]
PUBLISHED: tuple[()] = ()
GROUPS: tuple[Group, ...] = ("towns", "consortia", "coops", *FUNCTIONS, "app")


@dataclass(frozen=True, slots=True)
class Policy:
    """Rows that `to` may use. `check` guards what is written; it defaults to `using`."""

    to: tuple[Group, ...]
    using: str
    check: str | None = None
    command: Literal["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"] = "ALL"


@dataclass(frozen=True, slots=True)
class Rights:
    """Privileges on one table, per group role: `{"towns": "SELECT, UPDATE (state)"}`.

    `rows` empty (`PUBLISHED`) means no row security: only for what everybody may read anyway.
    """

    table: str
    grants: dict[Group, str] = field(default_factory=dict)
    rows: tuple[Policy, ...] = PUBLISHED


@dataclass(frozen=True, slots=True)
class TownRights:
    """What a town's role may do on one of its own tables, where that is less than everything.

    `functions` are function roles that enter the town for this table alone.
    """

    table: str
    privileges: str
    functions: dict[Group, str] = field(default_factory=dict)


def declared() -> tuple[list[Rights], list[TownRights]]:
    """All declarations of installed apps, in the order of INSTALLED_APPS."""
    everything = [item for module in _modules() for item in import_module(module).RIGHTS]
    return (
        [item for item in everything if isinstance(item, Rights)],
        [item for item in everything if isinstance(item, TownRights)],
    )


def _modules() -> Iterator[str]:
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.rights") is not None:
            yield f"{config.name}.rights"


def statements(rights: Rights) -> list[str]:
    """Idempotent SQL, one statement each, that makes the table's rights what is declared."""
    table = f'public."{rights.table}"'
    sql = [f'REVOKE ALL ON {table} FROM "{prefixed(group)}"' for group in GROUPS]
    sql += [
        f'GRANT {privileges} ON {table} TO "{prefixed(group)}"' for group, privileges in rights.grants.items()
    ]
    if not rights.rows:
        return [*sql, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]
    sql.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for number, policy in enumerate(rights.rows):
        sql += _policy(table, f"{rights.table[:50]}_{number}", policy)
    return sql


def _policy(table: str, name: str, policy: Policy) -> list[str]:
    roles = ", ".join(f'"{prefixed(group)}"' for group in policy.to)
    clauses = "" if policy.command == "INSERT" else f" USING ({policy.using})"
    if policy.command in {"ALL", "INSERT", "UPDATE"}:
        clauses += f" WITH CHECK ({policy.check or policy.using})"
    return [
        f'DROP POLICY IF EXISTS "{name}" ON {table}',
        f'CREATE POLICY "{name}" ON {table} FOR {policy.command} TO {roles}{clauses}',
    ]
