"""The sealer: links committed rows into one hash chain per place (public, and each town), as role `sealer`.

Only rows of transactions older than every running one are linked, so no row can appear before a sealed one.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db import connection

from ambito.tenancy.context import enter_function
from ambito.tenancy.seats import Seat

# The row as PostgreSQL sends it in binary: each value with its length, in no time zone and no date style.
CANONICAL = """record_send(ROW(r.id, r.xid, r.at, r.kind, r.ente_id, r.subject_model, r.subject_id, r.by_user,
r.by_role, r.by_ente, r.request_id, r.detail))"""
XMIN = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
GENESIS = sha256(b"ambito.audit").digest()


@dataclass(frozen=True, slots=True)
class Tables:
    rows: str
    links: str


PUBLIC = Tables("audit_row", "audit_link")
TOWN = Tables("town_audit_row", "town_audit_link")


@dataclass(frozen=True, slots=True)
class Head:
    """The last link: what is anchored outside the database."""

    position: int
    hash: bytes
    below: int


def tables(seat: Seat | None) -> Tables:
    return TOWN if seat is not None else PUBLIC


def seal(seat: Seat | None, *, most: int = 50_000) -> Head:
    """Link what can be linked in a town (or, with None, in public); returns the head afterwards."""
    with enter_function("sealer", within=seat), connection.cursor() as cursor:
        names = tables(seat)
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s || current_schema()))", [names.links])
        head = read_head(names)
        below = _border(names, head, most)
        return _link(names, head, _unsealed(names, head, below), below)


def read_head(names: Tables) -> Head:
    """The head of the chain in the current search_path."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT position, hash, below FROM {names.links} ORDER BY position DESC LIMIT 1")
        row = cursor.fetchone()
    return Head(row[0], bytes(row[1]), row[2]) if row else Head(0, GENESIS, 0)


def _border(names: Tables, head: Head, most: int) -> int:
    """The first transaction that must wait: a running one, or the one after a full batch."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH ready AS (SELECT r.xid FROM {names.rows} r WHERE r.xid >= %s AND r.xid < {XMIN})
            SELECT {XMIN}, (SELECT min(xid) FROM ready),
                   (SELECT xid FROM ready ORDER BY xid OFFSET %s LIMIT 1)""",
            [head.below, most],
        )
        running, first, full = cursor.fetchone()
    if full is None:
        return int(running)
    return int(max(full, first + 1))


def _unsealed(names: Tables, head: Head, below: int) -> list[tuple[UUID, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id, {CANONICAL} FROM {names.rows} r"
            " WHERE r.xid >= %s AND r.xid < %s ORDER BY r.xid, r.id",
            [head.below, below],
        )
        rows: list[tuple[UUID, bytes]] = cursor.fetchall()
    return rows


def _link(names: Tables, head: Head, rows: list[tuple[UUID, bytes]], below: int) -> Head:
    position, previous, links = head.position, head.hash, []
    for row_id, content in rows:
        position += 1
        previous = sha256(previous + content).digest()
        links.append((position, row_id, previous, below))
    if links:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {names.links} (position, row_id, hash, below) VALUES (%s, %s, %s, %s)", links
            )
        return Head(position, previous, below)
    return head
