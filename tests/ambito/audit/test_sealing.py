"""Tampering is found, with the id of the row."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from ambito.audit.operations import record
from ambito.audit.sealing import Head, seal
from ambito.audit.verifying import Fault, verify
from ambito.tenancy.context import enter
from ambito.tenancy.seats import SYSTEM, Seat
from tests.sizes import promise_size

GetSeat = Callable[[str], Seat]
WRITTEN = 12
ROWS = WRITTEN + 1  # every log begins with the founding
PATIENCE = 600.0


@pytest.fixture
def alpha(committed: GetSeat) -> Seat:
    """A town with sealed rows."""
    alpha = committed("alpha")
    write(alpha, WRITTEN)
    settle(alpha)
    seal(alpha)
    return alpha


def write(seat: Seat, rows: int) -> None:
    for number in range(rows):
        with enter(seat, actor=SYSTEM):
            record(kind="search", detail={"n": number})


def settle(seat: Seat) -> None:
    """Until no older transaction of the whole cluster is running: other workers' tests share the server."""
    xmin = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    ready = f"SELECT coalesce(max(xid), 0) < {xmin} FROM town_audit_row"
    deadline = time.monotonic() + PATIENCE
    with intruder(seat) as cursor:
        while True:
            cursor.execute(ready)
            row = cursor.fetchone()
            if row is not None and row[0]:
                return
            assert time.monotonic() < deadline, "a transaction elsewhere never ends"
            cursor.execute("SELECT pg_sleep(0.05)")


@contextmanager
def intruder(seat: Seat) -> Iterator[psycopg.Cursor]:
    """Somebody with the rights of the owner of the whole cluster."""
    server = psycopg.connect(
        os.environ["AMBITO_TEST_SUPERUSER_URL"], dbname=settings.DATABASES["default"]["NAME"], autocommit=True
    )
    with server, server.cursor() as cursor:
        cursor.execute(f'SET search_path = "{seat.schema}"')
        yield cursor


def test_everything_committed_is_sealed_once(alpha: Seat) -> None:
    assert seal(alpha).position == ROWS
    finding = verify(alpha)
    assert (finding.rows, finding.faults, finding.late) == (ROWS, (), 0)


def test_a_row_of_a_running_transaction_waits(alpha: Seat) -> None:
    running = psycopg.connect(
        os.environ["AMBITO_TEST_SUPERUSER_URL"], dbname=connections["default"].settings_dict["NAME"]
    )
    with running:
        running.execute("SELECT pg_current_xact_id()")
        write(alpha, 3)
        assert seal(alpha).position == ROWS
    settle(alpha)
    assert seal(alpha).position == ROWS + 3
    assert verify(alpha).faults == ()


def test_a_batch_ends_between_two_transactions(committed: GetSeat) -> None:
    alpha = committed("alpha")
    with enter(alpha, actor=SYSTEM):
        for number in range(5):
            record(kind="search", detail={"n": number})
    write(alpha, 4)
    settle(alpha)
    assert [seal(alpha, most=2).position for _ in range(5)] == [1, 6, 8, 10, 10]
    assert verify(alpha).faults == ()


CHANGES = {
    "kind": "UPDATE town_audit_row SET kind = 'print' WHERE id = %(id)s",
    "at": "UPDATE town_audit_row SET at = at - interval '1 second' WHERE id = %(id)s",
    "by_user": "UPDATE town_audit_row SET by_user = gen_random_uuid() WHERE id = %(id)s",
    "by_role": "UPDATE town_audit_row SET by_role = 'dpo' WHERE id = %(id)s",
    "subject": "UPDATE town_audit_row SET subject_id = gen_random_uuid() WHERE id = %(id)s",
    "detail": "UPDATE town_audit_row SET detail = '{}' WHERE id = %(id)s",
    "request": "UPDATE town_audit_row SET request_id = 'x' WHERE id = %(id)s",
    "xid": "UPDATE town_audit_row SET xid = xid - 1 WHERE id = %(id)s",
    "deleted": "DELETE FROM town_audit_row WHERE id = %(id)s",
}


@pytest.mark.promise("Q7")
@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_any_row_is_found_with_its_id(alpha: Seat, change: str) -> None:
    with intruder(alpha) as cursor:
        cursor.execute("SELECT row_id FROM town_audit_link ORDER BY position")
        ids = [row[0] for row in cursor.fetchall()]
        for row_id in ids:
            cursor.execute("BEGIN")
            cursor.execute(CHANGES[change], {"id": row_id})
            cursor.execute("COMMIT")
            assert str(row_id) in {fault.row_id for fault in verify(alpha).faults}, change
            ids_broken = {fault.row_id for fault in verify(alpha).faults}
            assert ids_broken <= {str(done) for done in ids[: ids.index(row_id) + 1]}


@pytest.mark.promise("Q7")
def test_a_row_slipped_into_the_past_is_found(alpha: Seat) -> None:
    with intruder(alpha) as cursor:
        cursor.execute(
            "INSERT INTO town_audit_row (id, xid, kind, by_role, subject_model, request_id, detail)"
            " VALUES (gen_random_uuid(), 5, 'search', 'dpo', '', '', '{}') RETURNING id"
        )
        row = cursor.fetchone()
    assert row is not None
    assert verify(alpha).faults == (Fault("slipped_in", str(row[0])),)


@pytest.mark.promise("Q7")
def test_two_rows_swapped_in_the_chain_are_found(alpha: Seat) -> None:
    with intruder(alpha) as cursor:
        cursor.execute("UPDATE town_audit_link SET position = -1 WHERE position = 4")
        cursor.execute("UPDATE town_audit_link SET position = 4 WHERE position = 5")
        cursor.execute("UPDATE town_audit_link SET position = 5 WHERE position = -1")
    assert verify(alpha).faults != ()


@pytest.mark.promise("Q7")
def test_a_link_taken_out_of_the_middle_is_found(alpha: Seat) -> None:
    with intruder(alpha) as cursor:
        cursor.execute("SELECT row_id FROM town_audit_link WHERE position IN (5, 6) ORDER BY position")
        (taken,), (after,) = cursor.fetchall()
        cursor.execute("DELETE FROM town_audit_link WHERE position = 5")
    assert verify(alpha).faults == (Fault("gap", str(after)), Fault("slipped_in", str(taken)))


@pytest.mark.promise("Q7")
def test_a_link_put_before_the_first_is_found(alpha: Seat) -> None:
    with intruder(alpha) as cursor:
        cursor.execute(
            "INSERT INTO town_audit_row (id, xid, kind, by_role, subject_model, request_id, detail)"
            " VALUES (gen_random_uuid(), 5, 'search', 'dpo', '', '', '{}') RETURNING id"
        )
        row = cursor.fetchone()
        assert row is not None
        forged = "INSERT INTO town_audit_link (position, row_id, hash, below) VALUES (0, %s, sha256('x'), 5)"
        cursor.execute(forged, [row[0]])
    assert verify(alpha).faults == (Fault("gap", str(row[0])),)


@pytest.mark.promise("Q7")
def test_a_row_of_a_transaction_to_come_is_found(alpha: Seat) -> None:
    with intruder(alpha) as cursor:
        cursor.execute(
            "INSERT INTO town_audit_row (id, xid, kind, by_role, subject_model, request_id, detail)"
            " VALUES (gen_random_uuid(), 1::bigint << 62, 'search', 'dpo', '', '', '{}') RETURNING id"
        )
        row = cursor.fetchone()
    assert row is not None
    assert verify(alpha).faults == (Fault("impossible", str(row[0])),)


@pytest.mark.promise("Q7")
def test_a_cut_tail_is_found_by_the_anchor_alone(alpha: Seat) -> None:
    anchor = verify(alpha).head
    with intruder(alpha) as cursor:
        cursor.execute(
            "DELETE FROM town_audit_row WHERE id IN (SELECT row_id FROM town_audit_link WHERE position > 9)"
        )
        cursor.execute("DELETE FROM town_audit_link WHERE position > 9")
    assert verify(alpha).faults == ()
    assert [fault.kind for fault in verify(alpha, anchor=anchor).faults] == ["cut"]


@pytest.mark.promise("Q7")
def test_verification_reads_a_large_log_fast(committed: GetSeat, figure: Callable[[str, str], None]) -> None:
    alpha = committed("alpha")
    rows = promise_size(20_000, 300_000)
    with intruder(alpha) as cursor:
        cursor.execute(
            "INSERT INTO town_audit_row (id, kind, by_role, subject_model, request_id, detail) SELECT"
            " gen_random_uuid(), 'search', 'dpo', '', '', '{}' FROM generate_series(1, %s)",
            [rows],
        )
    settle(alpha)
    head: Head = seal(alpha, most=rows + 1)
    started = time.perf_counter()
    finding = verify(alpha)
    speed = finding.rows / (time.perf_counter() - started)
    assert head.position == finding.rows == rows + 1
    assert finding.faults == ()
    figure("Q7", f"{speed:,.0f} rows/s verified")
