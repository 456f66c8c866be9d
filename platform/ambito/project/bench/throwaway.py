"""A deployment for one measurement; nothing of it is left."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from django.test import override_settings
from psycopg.conninfo import conninfo_to_dict

from ambito.project import founding
from ambito.project.bench.fixed import versions
from ambito.tenancy import bootstrap

SUPERUSER = "AMBITO_TEST_SUPERUSER_URL"


@contextmanager
def deployment() -> Iterator[Path]:
    """Installed, without an Ente; yields the folder where further versions of the fixed model are written."""
    name = str(settings.AMBITO_ROLE_PREFIX)
    with _server() as superuser, tempfile.TemporaryDirectory() as folder, _keys():
        sys.path.insert(0, folder)
        versions.write(Path(folder), versions.TABLES - 1)
        try:
            _point(bootstrap.bootstrap(superuser, name, name, password=name))
            _open_memory(superuser, name)
            founding.install()
            yield Path(folder)
        finally:
            sys.path.remove(folder)
            connections.close_all()
            _remove(superuser, name)


@contextmanager
def _server() -> Iterator[str]:
    """The given server, else an embedded one."""
    with ExitStack() as stack:
        if SUPERUSER not in os.environ:
            servers = import_module("ambito.local.throwaway").ControllerServers()
            stack.callback(servers.stop)
            servers.start()
            stack.callback(os.environ.pop, SUPERUSER)
        yield os.environ[SUPERUSER]


@contextmanager
def _keys() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder, override_settings(AMBITO_KEYSTORE=folder):
        yield


def _point(dsns: bootstrap.Dsns) -> None:
    for alias, dsn in (("default", dsns.app), ("builder", dsns.builder)):
        parts = conninfo_to_dict(dsn)
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        connections[alias].settings_dict.update({key: str(parts[part]) for part, key in names.items()})


def _open_memory(superuser: str, name: str) -> None:
    """Every backend of this database may say how large it is itself, which else only administrators learn."""
    with psycopg.connect(superuser, dbname=name, autocommit=True) as connection:
        connection.execute("GRANT SELECT ON pg_backend_memory_contexts TO PUBLIC")
        connection.execute("GRANT EXECUTE ON FUNCTION pg_get_backend_memory_contexts() TO PUBLIC")


ROLES = "SELECT string_agg(quote_ident(rolname), ', ') FROM pg_roles WHERE rolname LIKE %s AND rolname <> %s"


def _remove(superuser: str, name: str) -> None:
    """The builder's role goes last: it granted the memberships of the others."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        roles = connection.execute(ROLES, [rf"{name}\_%", f"{name}_builder"]).fetchone()
        if roles is not None and roles[0] is not None:
            connection.execute(f"DROP ROLE {roles[0]}")
        connection.execute(f'DROP ROLE IF EXISTS "{name}_builder"')
