"""What one town lacks as one anonymous block: one round trip, and the server goes from step to step."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from ambito.tenancy.provisioning import grants
from ambito.tenancy.provisioning.stored import Change
from ambito.tenancy.seats import checked

# Each EXECUTE is a command of its own to the server, as Citus wants it.
BLOCK = """
DO $ambito$ BEGIN
PERFORM set_config('search_path', {path}, true), set_config('lock_timeout', {patience}, true);
UPDATE public.registry_ente SET fingerprint = {after} WHERE schema_name = {schema} AND fingerprint = {before};
IF NOT FOUND THEN RAISE no_data_found; END IF;
{changes}
END $ambito$
"""
RECORD = "INSERT INTO django_migrations (app, name, applied) VALUES ({}, {}, now());"


def of_town(schema: str, before: str, way: list[Change], patience: str) -> sql.Composed:
    """Raises `NoDataFound` where the town no longer has the fingerprint `before`.

    `patience` is how long a step waits for a lock.
    """
    return sql.SQL(BLOCK).format(
        path=f'"{checked(schema)}", ext',
        patience=patience,
        schema=schema,
        before=before,
        after=way[-1].after,
        changes=sql.SQL("\n").join(line for change in way for line in _steps(schema, change)),
    )


def _steps(schema: str, change: Change) -> Iterator[sql.Composed]:
    execute = sql.SQL("EXECUTE {};")
    for statement in change.sql or []:
        yield execute.format(statement)
    for migration in change.migrations:
        yield sql.SQL(RECORD).format(*migration)
    for grant in grants.statements(schema, change.rights, again=True):
        yield execute.format(grant.as_string(None))
