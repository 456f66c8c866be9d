"""One town to the current shape, wholly or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from django.db import Error as DjangoError
from psycopg import Error, errors, sql

from ambito.tenancy.errors import Stopped
from ambito.tenancy.provisioning import catalogue, grants, program, recording, stored, template
from ambito.tenancy.provisioning.builder import Connection, look_into, one_transaction
from ambito.tenancy.provisioning.stored import Change

# While a statement waits for its lock every request to that table queues behind it: give up soon, come back.
LOCK_TIMEOUT = "1s"
ATTEMPTS = 7
FIRST_PAUSE = 0.1

ARRIVED = "UPDATE public.registry_ente SET fingerprint = %s WHERE schema_name = %s"


class Behind(NamedTuple):
    schema: str
    fingerprint: str


def route(town: Behind, changes: dict[str, Change], target: str) -> list[Change] | None:
    """The known changes from the town's shape to the target; None where only Django can find the way."""
    way: list[Change] = []
    at = town.fingerprint
    while at != target:
        change = changes.get(at)
        if change is None or change.sql is None or change in way:
            return None
        way.append(change)
        at = change.after
    return way


def by_sql(connection: Connection, town: Behind, way: list[Change]) -> None:
    """The planned statements in one short transaction, tried again when the town is busy."""
    text = program.of_town(town.schema, town.fingerprint, way, LOCK_TIMEOUT)
    _patiently(lambda: _once(connection, town, text))


def _once(connection: Connection, town: Behind, text: sql.Composed) -> None:
    """Nothing happens when another roll-out has taken the town meanwhile."""
    try:
        with connection.transaction():
            _apply(connection, text)
    except errors.NoDataFound:
        raise Stopped(town.schema, "another roll-out is at work") from None


def _apply(connection: Connection, text: sql.Composed) -> None:
    connection.execute(text)


def by_django(town: Behind, target: str) -> None:
    """Django's own executor, for Python and for what refuses a transaction, and for a town of unknown shape.

    All in one transaction where the migrations allow it. Raises `Stopped`, also when the town's shape turns
    out to be another than the template's.
    """
    try:
        with recording.standing_in(town.schema) as orm:
            atomic = all(migration.atomic for migration in recording.pending(orm))
            if not atomic:
                recording.migrate(orm)
        _patiently(lambda: _arrive(town, target))
    except DjangoError as error:
        # The chain ends here: PostgreSQL quotes rows in its messages.
        raise Stopped(town.schema, reason(error)) from None


def _arrive(town: Behind, target: str) -> None:
    with one_transaction() as connection:
        connection.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_TIMEOUT])
        with recording.standing_in(town.schema) as orm:
            recording.migrate(orm)
        if catalogue.read(connection, town.schema).digest() != template.shape(connection):
            raise Stopped(town.schema, "its tables are not those of the template; see `ambito town check`")
        _, artefact = stored.of_this_code()
        look_into(connection, town.schema)
        for grant in grants.statements(town.schema, artefact.grants, again=True):
            connection.execute(grant)
        connection.execute(ARRIVED, [target, town.schema])


def reason(error: Exception) -> str:
    """What went wrong and where, without PostgreSQL's message, which quotes what stands in the rows."""
    cause = error.__cause__ or error
    if not isinstance(cause, Error):
        return type(cause).__name__
    places = (cause.diag.table_name, cause.diag.column_name, cause.diag.constraint_name)
    return " ".join([type(cause).__name__, str(cause.sqlstate), *filter(None, places)])


def _patiently(work: Callable[[], None]) -> None:
    for attempt in range(ATTEMPTS):
        try:
            work()
        except (errors.LockNotAvailable, errors.DeadlockDetected, DjangoError) as busy:
            if attempt == ATTEMPTS - 1 or not _is_busy(busy):
                raise
            time.sleep(FIRST_PAUSE * 2**attempt)
        else:
            return


def _is_busy(error: Exception) -> bool:
    return isinstance(error.__cause__ or error, (errors.LockNotAvailable, errors.DeadlockDetected))
