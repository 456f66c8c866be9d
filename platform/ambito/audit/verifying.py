"""Is the log what was sealed? Finds a changed, deleted, inserted or swapped row by its id, and a cut tail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from ambito.audit.sealing import CANONICAL, GENESIS, Head, Tables, read_head, tables
from ambito.tenancy.context import enter_function
from ambito.tenancy.seats import Seat

LATE = 30.0


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind`: changed, missing, gap, slipped_in, impossible, cut."""

    kind: str
    row_id: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`late` counts unsealed rows older than 30 s: the sealer is behind, which is no tampering."""

    rows: int
    head: Head
    faults: tuple[Fault, ...]
    late: int


# One pass over a log of any length takes longer than a page may, and joins in memory rather than on disk.
AT_LENGTH = """
SELECT set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true),
       set_config('max_parallel_workers_per_gather', '0', true)
"""
CHAIN = """
SELECT l.row_id, CASE WHEN r.id IS NULL THEN 'missing'
                      WHEN l.position <> 1 AND p.position IS NULL THEN 'gap' ELSE 'changed' END
FROM {links} l LEFT JOIN {links} p ON p.position = l.position - 1 LEFT JOIN {rows} r ON r.id = l.row_id
WHERE r.id IS NULL OR (l.position <> 1 AND p.position IS NULL)
  OR l.hash <> sha256(CASE WHEN l.position = 1 THEN %s::bytea ELSE p.hash END || {row}) ORDER BY l.position
"""
# Two questions, each with a plan of its own: OR would ask the links once for every row.
SLIPPED_IN = """
SELECT r.id, 'slipped_in' FROM {rows} r
WHERE r.xid < %s AND NOT EXISTS (SELECT 1 FROM {links} l WHERE l.row_id = r.id)
UNION ALL
SELECT r.id, 'impossible' FROM {rows} r
WHERE r.xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
"""


def verify(seat: Seat | None, *, anchor: Head | None = None) -> Finding:
    """Walk the chain of a town (or, with None, of public) and hold it against the anchored head."""
    names = tables(seat)
    with enter_function("sealer", within=seat):
        head = read_head(names)
        _take_time()
        faults = [*_broken(names), *_slipped_in(names, head), *_cut(names, head, anchor)]
        return Finding(_count(names), head, tuple(faults), _late(names, head))


def _take_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute(AT_LENGTH)


def _broken(names: Tables) -> list[Fault]:
    query = CHAIN.format(row=CANONICAL, links=names.links, rows=names.rows)
    return _faults(query, [GENESIS])


def _slipped_in(names: Tables, head: Head) -> list[Fault]:
    """Rows that claim a transaction already sealed, or one that has not begun."""
    query = SLIPPED_IN.format(links=names.links, rows=names.rows)
    return _faults(query, [head.below])


def _faults(query: str, parameters: Sequence[bytes | int]) -> list[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [Fault(kind, str(row_id)) for row_id, kind in cursor.fetchall()]


def _cut(names: Tables, head: Head, anchor: Head | None) -> list[Fault]:
    """The anchored link must still be there with the same hash."""
    if anchor is None or anchor.position == 0:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT row_id, hash FROM {names.links} WHERE position = %s", [anchor.position])
        row = cursor.fetchone()
    if row is None:
        return [Fault("cut", f"after position {head.position}, anchored {anchor.position}")]
    return [] if bytes(row[1]) == anchor.hash else [Fault("changed", str(row[0]))]


def _count(names: Tables) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {names.links}")
        count: int = cursor.fetchone()[0]
    return count


def _late(names: Tables, head: Head) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {names.rows} r"
            " WHERE r.xid >= %s AND r.at < now() - make_interval(secs => %s)",
            [head.below, LATE],
        )
        count: int = cursor.fetchone()[0]
    return count
