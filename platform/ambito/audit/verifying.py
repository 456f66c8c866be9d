"""Is the log what was sealed? Finds a changed, deleted, inserted or swapped row by its id, and a cut tail."""

from __future__ import annotations

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


CHAIN = """
WITH chain AS (
  SELECT l.position, l.row_id, l.hash, {text} AS text, r.id AS present,
         lag(l.hash, 1, %s::bytea) OVER (ORDER BY l.position) AS previous,
         lag(l.position, 1, 0::bigint) OVER (ORDER BY l.position) AS before
  FROM {links} l LEFT JOIN {rows} r ON r.id = l.row_id)
SELECT row_id, CASE WHEN present IS NULL THEN 'missing'
                    WHEN position <> before + 1 THEN 'gap' ELSE 'changed' END
FROM chain WHERE present IS NULL OR position <> before + 1
  OR hash <> sha256(previous || convert_to(text, 'UTF8')) ORDER BY position
"""


def verify(seat: Seat | None, *, anchor: Head | None = None) -> Finding:
    """Walk the chain of a town (or, with None, of public) and hold it against the anchored head."""
    names = tables(seat)
    with enter_function("sealer", within=seat):
        head = read_head(names)
        faults = [*_broken(names), *_slipped_in(names, head), *_cut(names, head, anchor)]
        return Finding(_count(names), head, tuple(faults), _late(names, head))


def _broken(names: Tables) -> list[Fault]:
    query = CHAIN.format(text=CANONICAL, links=names.links, rows=names.rows)
    with connection.cursor() as cursor:
        cursor.execute(query, [GENESIS])
        return [Fault(kind, str(row_id)) for row_id, kind in cursor.fetchall()]


def _slipped_in(names: Tables, head: Head) -> list[Fault]:
    """Rows that claim a transaction already sealed, or one that has not begun."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT r.id, CASE WHEN r.xid < %s THEN 'slipped_in' ELSE 'impossible' END FROM {names.rows} r
            WHERE (r.xid < %s AND NOT EXISTS (SELECT 1 FROM {names.links} l WHERE l.row_id = r.id))
               OR r.xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint""",
            [head.below, head.below],
        )
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
