"""The test database: built once per state of the code, cloned for every worker.

The template holds two consortia, three towns and two cooperatives. Tests run as the login `app`, which owns
nothing and has no right of its own; a test that needs an Ente enters it.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections

from ambito.tenancy import bootstrap
from tests import people, towns

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "test"
PASSWORD = "test"
# A copy of the product that shares our servers takes our template, and a worker's name that is free.
TEMPLATE, WORKER = "AMBITO_TEST_TEMPLATE", "AMBITO_TEST_WORKER"
SOURCES = ("**/migrations/*.py", "**/rights.py", "**/tenancy/**/*.py", "**/founding.py", "**/models.py")


def prepare(worker: str) -> None:
    """Point the connections at this worker's own clone, building the template when it is not there yet."""
    people.keep_key()
    superuser = os.environ["AMBITO_TEST_SUPERUSER_URL"]
    worker = os.environ.get(WORKER, worker)
    template = os.environ.get(TEMPLATE) or f"t_{_fingerprint()}"
    name = f"{template}_{worker}"
    first = _first_number(worker)
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(72411)")
        if not _exists(connection, template):
            _build(superuser, template)
        _clone(connection, template, name)
        connection.execute("SELECT pg_advisory_unlock(72411)")
        _drop_roles(connection, first, first + 999)
    _point(superuser, name)
    _number_from(first)


def _clone(connection: psycopg.Connection, template: str, name: str) -> None:
    connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER "{PREFIX}_builder"')


def _drop_roles(connection: psycopg.Connection, first: int, last: int) -> None:
    """Roles of Enti that a test founded for good: they outlived its database."""
    query = "SELECT rolname FROM pg_roles WHERE rolname BETWEEN %s AND %s"
    for (role,) in connection.execute(query, [f"test_e_{first:06d}", f"test_e_{last:06d}"]).fetchall():
        connection.execute(f'DROP ROLE "{role}"')


def _build(superuser: str, template: str) -> None:
    building, begun = f"{template}_building", time.monotonic()
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{building}" WITH (FORCE)')
        _drop_enti(connection)
    bootstrap.bootstrap(superuser, PREFIX, building, password=PASSWORD)
    _point(superuser, building)
    towns.found_all()
    people.found_all()
    for alias in connections:
        connections[alias].close()
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{building}" RENAME TO "{template}"')
        connection.execute(f"COMMENT ON DATABASE \"{template}\" IS '{time.monotonic() - begun:.3f}'")


def _drop_enti(connection: psycopg.Connection) -> None:
    """Roles outlive databases: those of an older template are in the way of a new one."""
    rows = connection.execute("SELECT rolname FROM pg_roles WHERE rolname ~ '^test_e_'").fetchall()
    databases = connection.execute("SELECT datname FROM pg_database WHERE datname ~ '^t_'").fetchall()
    for (database,) in databases:
        connection.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
    for (role,) in rows:
        connection.execute(f'DROP ROLE "{role}"')


def _point(superuser: str, name: str) -> None:
    for alias, login in (("default", "app"), ("builder", "builder")):
        dsn = bootstrap.with_login(superuser, f"{PREFIX}_{login}", PASSWORD, name)
        parts = psycopg.conninfo.conninfo_to_dict(dsn)
        entry = {
            "NAME": parts["dbname"],
            "USER": parts["user"],
            "PASSWORD": parts["password"],
            "HOST": parts["host"],
            "PORT": str(parts["port"]),
        }
        connections[alias].close()
        settings.DATABASES[alias].update(entry)
        connections[alias].settings_dict.update(entry)
        os.environ["DATABASE_URL" if alias == "default" else "BUILDER_DATABASE_URL"] = dsn


def _first_number(worker: str) -> int:
    """Each worker founds Enti in a range of its own: their roles share one cluster."""
    return 1000 * (900 if worker == "main" else 1 + int(worker.removeprefix("gw")))


def _number_from(first: int) -> None:
    with connections["builder"].cursor() as cursor:
        cursor.execute("SELECT setval('public.registry_ente_number', %s)", [first])


def template_of(name: str) -> str:
    """The template that a worker's database was cloned from."""
    return "_".join(name.split("_")[:2])


def seconds_to_build(connection: psycopg.Connection, template: str) -> float:
    """How long the template took; it is written on it."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    row = connection.execute(query, [template]).fetchone()
    assert row is not None
    return float(row[0])


def seconds_to_clone(connection: psycopg.Connection, template: str) -> float:
    """How long one more clone takes; nothing is left of it."""
    begun = time.monotonic()
    _clone(connection, template, f"{template}_timed{os.getpid()}")
    taken = time.monotonic() - begun
    connection.execute(f'DROP DATABASE "{template}_timed{os.getpid()}"')
    return taken


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for root in ("platform", "shared", "tenants"):
        for pattern in SOURCES:
            for path in sorted((ROOT / root).glob(pattern)):
                digest.update(path.read_bytes())
    for file in (towns.__file__, people.__file__, __file__):
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()[:12]
