"""Real migrations of one schema by Django's own executor, with the SQL that they ran written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

from django.apps import apps
from django.db import connections, router
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from ambito.tenancy.provisioning.builder import ALIAS

Sql = dict[tuple[str, str], list[str]]
SETTLE = ("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def standing_in(schema: str) -> Iterator[Any]:
    """The builder's ORM connection looks into this schema, then into public again."""
    connection = connections[ALIAS]
    connection.set_schema(schema)  # type: ignore[attr-defined]
    try:
        yield connection
    finally:
        connection.set_schema_to_public()  # type: ignore[attr-defined]


def pending(connection: Any) -> list[Migration]:
    """Migrations that the schema lacks, in order."""
    executor = MigrationExecutor(connection)
    return [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def written() -> list[tuple[str, str]]:
    """Every migration of this code, by the names of the files: none is imported, no database is asked."""
    return sorted((app.label, name) for app in apps.get_app_configs() for name in _names(_folders(app.label)))


def _folders(label: str) -> list[str]:
    package, _ = MigrationLoader.migrations_module(label)
    spec = find_spec(package) if package else None
    return list(spec.submodule_search_locations or []) if spec else []


def _names(folders: list[str]) -> list[str]:
    """As Django reads them: what begins with _ or ~ is no migration."""
    return [name for _, name, package in iter_modules(folders) if not package and name[0] not in "_~"]


def is_plain(migration: Migration) -> bool:
    """Can be carried to other schemas as SQL: no Python in it, and nothing that refuses a transaction.

    A migration of an app that has no table in a town is only a line in django_migrations.
    """
    if not router.allow_migrate(ALIAS, migration.app_label):
        return True
    return migration.atomic is not False and all(map(_is_sql, migration.operations))


def _is_sql(operation: Operation) -> bool:
    inner = getattr(operation, "database_operations", [])
    return operation.reduces_to_sql and all(map(_is_sql, inner))


def migrate(connection: Any) -> Sql:
    """Bring the schema up to date; the statements of each migration as they were executed."""
    recorded: Sql = {}
    current: list[str] = []

    class Recording(connection.SchemaEditorClass):  # type: ignore[misc]
        def execute(self, statement: Any, params: Any = ()) -> None:
            text = str(statement)
            if params is not None:
                text = self.connection.ops.compose_sql(text, params)
            current.append(text)
            super().execute(text, None)

    def progress(action: str, migration: Any = None, _fake: Any = None) -> None:
        nonlocal current
        if action == "apply_start" and migration is not None:
            current = recorded.setdefault((migration.app_label, migration.name), [])
        if action == "apply_success" and connection.in_atomic_block:
            _settle_constraints(connection)

    with _editing(connection, Recording):
        executor = MigrationExecutor(connection, progress)
        executor.migrate(executor.loader.graph.leaf_nodes())
    return recorded


def _settle_constraints(connection: Any) -> None:
    """Deferred checks of one migration are done before the next one alters the same table."""
    with connection.cursor() as cursor:
        for statement in SETTLE:
            cursor.execute(statement)


@contextmanager
def _editing(connection: Any, editor: type) -> Iterator[None]:
    connection.SchemaEditorClass = editor
    try:
        yield
    finally:
        del connection.SchemaEditorClass
