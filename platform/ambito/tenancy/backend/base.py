"""Database backend of web and workers: silent outside of a town transaction.

A subclass of django-tenants' wrapper that closes what it leaves open: no session-level SET (behind a
pooler in transaction mode the stock wrapper reads the wrong town), no current tenant kept on a connection
(`set_tenant` is refused), no statement outside of `ambito.tenancy.context`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantsWrapper
from django_tenants.postgresql_backend.base import FakeTenant

from ambito.tenancy.context import current_or_none
from ambito.tenancy.errors import OutsideTown, TenancyError

# A PostgreSQL backend keeps what it has learnt of each table for as long as it lives: about 0.2 MB for a
# page's tables of one town. After this many towns its connection is replaced, in step with no clock.
TOWNS_AT_MOST = 400


class DatabaseWrapper(TenantsWrapper):  # type: ignore[misc]
    """Speaks only inside `enter`, `enter_function` or `lobby`, on the connection they opened."""

    def set_tenant(self, tenant: FakeTenant, include_public: bool = True) -> None:  # noqa: FBT001, FBT002 - signature of the base
        if tenant.schema_name != "public":
            raise TenancyError("use ambito.tenancy.context.enter: a connection holds no tenant")
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.include_public_schema = include_public

    def _cursor(self, name: str | None = None) -> Any:
        if not self._may_speak():
            raise OutsideTown("the database was asked something outside of a town transaction")
        return PostgreSQLWrapper._cursor(self, name)  # type: ignore[attr-defined]  # noqa: SLF001 - past the stock SET search_path

    def _may_speak(self) -> bool:
        entered = current_or_none()
        return entered is not None and entered.open and entered.wrapper is self and self.in_atomic_block

    def meets(self, town: str) -> None:
        """Note on the connection itself, which outlives this wrapper in its pool, whom it serves."""
        if not hasattr(self.connection, "ambito_towns"):
            self.connection.ambito_towns = set()
        self.connection.ambito_towns.add(town)

    def _close(self) -> None:
        """A pool takes a closed connection for a broken one and opens another."""
        if len(getattr(self.connection, "ambito_towns", ())) >= TOWNS_AT_MOST:
            self.connection.close()
        super()._close()

    @contextmanager
    def speaking(self) -> Iterator[Any]:
        """A cursor for the statements that open and close a town transaction themselves."""
        with PostgreSQLWrapper._cursor(self) as cursor:  # type: ignore[attr-defined]  # noqa: SLF001
            yield cursor

    @contextmanager
    def temporary_connection(self) -> Iterator[Any]:
        """Django asks the server's version here, before any town is entered."""
        was_closed = self.connection is None
        with self.speaking() as cursor:
            yield cursor
        if was_closed:
            self.close()

    def _savepoint(self, sid: str) -> None:
        self._speak(self.ops.savepoint_create_sql(sid))

    def _savepoint_rollback(self, sid: str) -> None:
        self._speak(self.ops.savepoint_rollback_sql(sid))

    def _savepoint_commit(self, sid: str) -> None:
        self._speak(self.ops.savepoint_commit_sql(sid))

    def check_constraints(self, table_names: Any = None) -> None:
        del table_names
        self._speak("SET CONSTRAINTS ALL IMMEDIATE")
        self._speak("SET CONSTRAINTS ALL DEFERRED")

    def _speak(self, sql: str) -> None:
        with self.speaking() as cursor:
            cursor.execute(sql)
