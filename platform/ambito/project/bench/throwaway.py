"""A deployment for one measurement; nothing of it is left."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from ambito.project import founding
from ambito.project.bench.fixed import versions
from ambito.tenancy import bootstrap
from ambito.tenancy.errors import TenancyError

SUPERUSER = "AMBITO_TEST_SUPERUSER_URL"


@contextmanager
def deployment() -> Iterator[Path]:
    """Installed, without an Ente; yields the folder where further versions of the fixed model are written."""
    superuser = os.environ.get(SUPERUSER)
    if superuser is None:
        raise TenancyError(f"set {SUPERUSER} to a PostgreSQL server where databases and roles may be made")
    name = str(settings.AMBITO_ROLE_PREFIX)
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        versions.write(Path(folder), versions.TABLES - 1)
        try:
            _point(bootstrap.bootstrap(superuser, name, name, password=name))
            founding.install()
            yield Path(folder)
        finally:
            sys.path.remove(folder)
            connections.close_all()
            _remove(superuser, name)


def _point(dsns: bootstrap.Dsns) -> None:
    for alias, dsn in (("default", dsns.app), ("builder", dsns.builder)):
        parts = conninfo_to_dict(dsn)
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        connections[alias].settings_dict.update({key: str(parts[part]) for part, key in names.items()})


ROLES = "SELECT string_agg(quote_ident(rolname), ', ') FROM pg_roles WHERE rolname LIKE %s AND rolname <> %s"


def _remove(superuser: str, name: str) -> None:
    """The builder's role goes last: it granted the memberships of the others."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        roles = connection.execute(ROLES, [rf"{name}\_%", f"{name}_builder"]).fetchone()
        if roles is not None and roles[0] is not None:
            connection.execute(f"DROP ROLE {roles[0]}")
        connection.execute(f'DROP ROLE IF EXISTS "{name}_builder"')
