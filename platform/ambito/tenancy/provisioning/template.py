"""The template schema: an empty town that nobody can enter, built and kept up to date by real migrations."""

from __future__ import annotations

from django.db.migrations import Migration

from ambito.tenancy.provisioning import catalogue, compiling, recording, stored
from ambito.tenancy.provisioning.builder import Connection, hold_shape, one_transaction, run
from ambito.tenancy.provisioning.compiling import Compiled
from ambito.tenancy.provisioning.recording import Sql
from ambito.tenancy.provisioning.stored import Change
from ambito.tenancy.roles import prefixed


def name() -> str:
    return prefixed("template")


def bring_up() -> str:
    """Migrate the template, compile it, remember the change; returns the fingerprint. Repeatable.

    One transaction, so that whoever founds a town meanwhile has the old model or the new one. Only migrations
    that refuse a transaction run before it.
    """
    known = stored.current()
    made_from = stored.source()
    if known is not None and known.source == made_from:
        return known.fingerprint
    _ensure_schema()
    plain = _migrate_alone()
    with one_transaction() as connection:
        hold_shape(connection, changing=True)
        with recording.standing_in(name()) as orm:
            recorded = recording.migrate(orm)
        current = catalogue.read(connection, name())
        artefact = compiling.compiled(connection, name(), current)
        mark = stored.fingerprint(current.digest(), made_from, artefact.migrations)
        if known is not None:
            sql = {migration: recorded[migration] for migration in plain if migration in recorded}
            stored.keep_change(_change(known.fingerprint, mark, stored.read(known), artefact, sql))
        stored.keep(mark, made_from, artefact)
    return mark


def key(migration: Migration) -> tuple[str, str]:
    return migration.app_label, migration.name


def _ensure_schema() -> None:
    with one_transaction() as connection:
        run(connection, "CREATE SCHEMA IF NOT EXISTS {}", name())


def _migrate_alone() -> list[tuple[str, str]]:
    """Everything outside of a transaction, when something pending would refuse one.

    Returns what is pending still and can be carried to the towns as SQL.
    """
    with recording.standing_in(name()) as orm:
        pending = recording.pending(orm)
        if all(migration.atomic for migration in pending):
            return [key(migration) for migration in pending if recording.is_plain(migration)]
        recording.migrate(orm)
        return []


def _change(before: str, after: str, old: Compiled, new: Compiled, recorded: Sql) -> Change:
    migrations = [migration for migration in new.migrations if migration not in old.migrations]
    carried = all(migration in recorded for migration in migrations)
    sql = [line for migration in migrations for line in _settled(recorded[migration])] if carried else None
    rights = {table: granted for table, granted in new.grants.items() if old.grants.get(table) != granted}
    return Change(before, after, migrations, sql, rights)


def _settled(statements: list[str]) -> list[str]:
    return [*statements, *recording.SETTLE] if len(statements) > 1 else statements


def shape(connection: Connection) -> str:
    """Digest of the template's catalogue as it stands now."""
    return catalogue.read(connection, name()).digest()
