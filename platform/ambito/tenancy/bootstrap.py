"""From an empty PostgreSQL cluster to the roles and the database of one deployment.

`bootstrap` needs a superuser and makes only what a database administrator would make by hand: the database
and its owner `<prefix>_builder`. `prepare` is run by the builder and makes the rest; both can be repeated.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from ambito.tenancy.seats import checked

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
GROUP_ROLES = ("towns", "consortia", "coops")
FUNCTION_ROLES = ("signin", "publisher", "matcher", "dispatcher", "sealer")
APP_SETTINGS = {
    "search_path": "",
    "timezone": "UTC",
    "statement_timeout": "20s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "30s",
}


@dataclass(frozen=True, slots=True)
class Dsns:
    """The two addresses of a database. Only the command line and the machinery worker get `builder`."""

    app: str
    builder: str


def bootstrap(superuser_dsn: str, prefix: str, database: str, *, password: str) -> Dsns:
    """Create database, builder and, as builder, everything else. `password` serves both logins."""
    builder = checked(f"{prefix}_builder")
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        _login(connection, builder, password, "CREATEROLE NOSUPERUSER NOBYPASSRLS")
        if not _one(connection, "SELECT 1 FROM pg_database WHERE datname = %s", database):
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(database), sql.Identifier(builder)
                )
            )
    dsns = Dsns(
        app=with_login(superuser_dsn, f"{prefix}_app", password, database),
        builder=with_login(superuser_dsn, builder, password, database),
    )
    prepare(dsns.builder, prefix, app_password=password)
    return dsns


def with_login(dsn: str, user: str, password: str, database: str) -> str:
    """The same server, another login and database."""
    parts = urlsplit(dsn)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(user)}:{quote(password)}@{host}", path=f"/{database}"))


def prepare(builder_dsn: str, prefix: str, *, app_password: str) -> None:
    """Roles, schemas and extensions, as builder, in one transaction; repeatable."""
    with psycopg.connect(builder_dsn) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('ambito.prepare'))")
        _login(connection, checked(f"{prefix}_app"), app_password, "NOINHERIT")
        for name in (*GROUP_ROLES, *FUNCTION_ROLES):
            _group(connection, checked(f"{prefix}_{name}"))
        for name in FUNCTION_ROLES:
            _run(connection, "GRANT {} TO {}", f"{prefix}_{name}", f"{prefix}_app")
        for setting, value in APP_SETTINGS.items():
            connection.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(f"{prefix}_app"), sql.SQL(setting), sql.Literal(value)
                )
            )
        _schemas(connection, prefix)


def _schemas(connection: psycopg.Connection, prefix: str) -> None:
    connection.execute("CREATE SCHEMA IF NOT EXISTS ext")
    for extension in EXTENSIONS:
        _run_sql(connection, f"CREATE EXTENSION IF NOT EXISTS {extension} SCHEMA ext")
    _run_sql(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
    _run_sql(connection, "GRANT USAGE ON SCHEMA ext TO PUBLIC")
    for name in (*GROUP_ROLES, *FUNCTION_ROLES, "app"):
        _run(connection, "GRANT USAGE ON SCHEMA public TO {}", f"{prefix}_{name}")


def _login(connection: psycopg.Connection, role: str, password: str, attributes: str) -> None:
    verb = "ALTER" if _one(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role) else "CREATE"
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN {} PASSWORD {}").format(
            sql.SQL(verb), sql.Identifier(role), sql.SQL(attributes), sql.Literal(password)
        )
    )


def _group(connection: psycopg.Connection, role: str) -> None:
    if not _one(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
        _run(connection, "CREATE ROLE {} NOLOGIN", role)


def _one(connection: psycopg.Connection, query: str, value: str) -> bool:
    return connection.execute(query, [value]).fetchone() is not None


def _run(connection: psycopg.Connection, statement: str, *identifiers: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, identifiers)))


def _run_sql(connection: psycopg.Connection, statement: str) -> None:
    connection.execute(statement)
