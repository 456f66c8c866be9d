"""Every town to the current shape: changes are planned once, applied to each town in its own transaction.

Which towns are behind is read from the registry alone. The canary goes first, then waves over a few
connections. A failure ends the wave, names the town and leaves every other one whole; killed or stopped, a
roll-out is simply run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from psycopg import Error, ProgrammingError

from ambito.tenancy.errors import Stopped
from ambito.tenancy.provisioning import catching_up, stored
from ambito.tenancy.provisioning.builder import Connection, own_connection
from ambito.tenancy.provisioning.catching_up import Behind
from ambito.tenancy.provisioning.stored import Change

BEHIND = """
SELECT e.schema_name, e.fingerprint
FROM public.tenancy_artefact a
JOIN public.registry_ente e ON e.kind = 'town' AND e.fingerprint <> a.fingerprint
LEFT JOIN public.registry_host h ON h.tenant_id = e.id AND h.domain = %s
ORDER BY h.domain IS NULL, e.number
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """`canary` is the host of the town that goes first; without one the oldest town does."""

    canary: str = ""
    wave: int = 100
    connections: int = 2


def behind(connection: Connection, canary: str = "") -> list[Behind]:
    """Towns, spares included, that do not have the shape of the stored artefact; the canary first."""
    rows = connection.execute(BEHIND, [canary]).fetchall()
    return [Behind(schema, fingerprint) for schema, fingerprint in rows]


def roll_out(pace: Pace, say: Callable[[str], None]) -> int:
    """Migrate every town that is behind; returns how many. Raises `Stopped`."""
    target = stored.target()
    changes = stored.changes()
    with ExitStack() as stack:
        lines = [stack.enter_context(own_connection()) for _ in range(pace.connections)]
        todo = behind(lines[0], pace.canary)
        done = 0
        for wave in _waves(todo, pace.wave):
            _wave(lines, wave, changes, target)
            done += len(wave)
            say(f"{done}/{len(todo)}")
    return len(todo)


def _waves(todo: list[Behind], size: int) -> Iterator[list[Behind]]:
    if todo:
        yield todo[:1]
    for start in range(1, len(todo), size):
        yield todo[start : start + size]


def _wave(lines: list[Connection], wave: list[Behind], changes: dict[str, Change], target: str) -> None:
    """Those that need Django itself go one after the other: its connection is one."""
    queue: SimpleQueue[tuple[Behind, list[Change]]] = SimpleQueue()
    astray: list[Behind] = []
    failures: list[Stopped] = []
    for town in wave:
        way = catching_up.route(town, changes, target)
        astray.append(town) if way is None else queue.put((town, way))

    def work(connection: Connection) -> None:
        while not failures and not queue.empty():
            with suppress(Empty):
                _by_sql(connection, *queue.get_nowait(), astray, failures)

    with ThreadPoolExecutor(len(lines)) as pool:
        list(pool.map(work, lines))
    if failures:
        raise failures[0]
    for town in astray:
        catching_up.by_django(town, target)


def _by_sql(
    line: Connection, town: Behind, way: list[Change], astray: list[Behind], failures: list[Stopped]
) -> None:
    try:
        catching_up.by_sql(line, town, way)
    except Stopped as stopped:
        failures.append(stopped)
    except ProgrammingError:
        # A table or column is there already or not at all: somebody migrated this town by hand.
        astray.append(town)
    except Error as error:
        failures.append(Stopped(town.schema, catching_up.reason(error)))
