"""The connection of the builder, which owns every object of the deployment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections, transaction
from psycopg import sql

ALIAS = "builder"
Connection = psycopg.Connection[Any]

TOWNS_LOCK = "ambito.towns"
RUN_LOCK = "ambito.run"


@contextmanager
def one_transaction() -> Iterator[Connection]:
    """The psycopg connection below the ORM's alias, inside a transaction that both share."""
    with transaction.atomic(using=ALIAS):
        connections[ALIAS].ensure_connection()
        yield connections[ALIAS].connection


@contextmanager
def own_connection() -> Iterator[Connection]:
    """A connection of its own in autocommit: for threads, and for locks that outlive a transaction.

    Nothing is prepared on the server: the same text means another table under another search_path.
    """
    with psycopg.connect(address(), prepare_threshold=None, autocommit=True) as connection:
        yield connection


def address() -> str:
    """The builder's connection string."""
    return psycopg.conninfo.make_conninfo(**_parameters())


def _parameters() -> dict[str, Any]:
    parameters = connections[ALIAS].get_connection_params()
    return {name: parameters[name] for name in parameters if name not in {"cursor_factory", "context"}}


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other installation or roll-out is at work, then keep the others waiting."""
    with own_connection() as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [RUN_LOCK])
        yield


def hold_shape(connection: Connection, *, changing: bool = False) -> None:
    """Until the transaction ends the town model stays as it is (or, `changing` it, nobody founds)."""
    function = "pg_advisory_xact_lock" if changing else "pg_advisory_xact_lock_shared"
    connection.execute(f"SELECT {function}(hashtext(%s))", [TOWNS_LOCK])


def look_into(connection: Connection, schema: str) -> None:
    """Unqualified names mean this schema until the end of the transaction."""
    connection.execute("SELECT set_config('search_path', %s, true)", [f'"{schema}", ext'])


def run(connection: Connection, statement: str, *identifiers: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, identifiers)))
