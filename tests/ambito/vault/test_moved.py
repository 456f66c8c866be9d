"""Ciphertext put anywhere else, or changed, is refused; a dump of the database shows nothing."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable

import psycopg
import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from ambito.vault.errors import Tampered, VaultClosed
from tests.ambito.vault import notes
from tests.ambito.vault.notes import TOWNS, Note
from tests.sizes import promise_size

GetSeat = Callable[[str], Seat]
CANARY = "CANARY-Rosalba"


def test_every_swap_is_refused(vault: GetSeat) -> None:
    """Rows × fields × towns: a cell opens in its own place and in no other."""
    seats = [vault(name) for name in TOWNS]
    keys = [uuid7() for _ in range(promise_size(2, 12))]
    places = list(itertools.product(seats, keys, ("text", "facts")))
    cells = {}
    for seat in seats:
        with enter(seat):
            Note.objects.bulk_create([Note(pk=pk, text='"same"', facts="same") for pk in keys])
    for seat, pk, column in places:
        cells[seat.role, pk, column] = notes.stored(seat.role, pk, column)
    refused = 0
    for (seat, pk, column), (source, cell) in itertools.product(places, cells.items()):
        if source == (seat.role, pk, column):
            continue
        notes.put(seat.role, pk, cell, column)
        with enter(seat), pytest.raises(Tampered):
            getattr(Note.objects.get(pk=pk), column)
        refused += 1
        notes.put(seat.role, pk, cells[seat.role, pk, column], column)
    assert refused == len(places) * (len(places) - 1)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_any_changed_bit_is_refused(vault: GetSeat, where: int, bit: int) -> None:
    alpha = vault("alpha")
    with enter(alpha):
        pk = Note.objects.create(text="a note").pk
    cell = bytearray(notes.stored(alpha.role, pk))
    cell[where % len(cell)] ^= 1 << bit
    notes.put(alpha.role, pk, bytes(cell))
    with enter(alpha), pytest.raises((Tampered, VaultClosed)):
        _ = Note.objects.get(pk=pk).text


def test_every_shortening_is_refused(vault: GetSeat) -> None:
    alpha = vault("alpha")
    with enter(alpha):
        pk = Note.objects.create(text="a note").pk
    cell = notes.stored(alpha.role, pk)
    for length in range(len(cell)):
        notes.put(alpha.role, pk, cell[:length])
        with enter(alpha), pytest.raises(Tampered):
            _ = Note.objects.get(pk=pk).text


@pytest.mark.promise("Q5")
def test_a_dump_holds_no_protected_word(vault: GetSeat) -> None:
    """Every table of every schema, as a superuser copies it; the clear title shows that the search finds."""
    with enter(vault("alpha")):
        Note.objects.create(title="CLEAR-title", text=CANARY, facts={"name": CANARY})
    dump = _dump()
    assert b"CLEAR-title" in dump
    for form in (CANARY.encode(), CANARY.encode().hex().encode()):
        assert form not in dump


def _dump() -> bytes:
    parts = []
    with psycopg.connect(_superuser()) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for table in tables:
            with connection.cursor().copy(
                sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(*table))
            ) as copy:
                parts += [bytes(part) for part in copy]
    return b"".join(parts)


def _superuser() -> str:
    name = connections["builder"].settings_dict["NAME"]
    return psycopg.conninfo.make_conninfo(os.environ["AMBITO_TEST_SUPERUSER_URL"], dbname=name)
