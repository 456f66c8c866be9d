"""Promise Q5: a dump of the public schema tells nobody who was sent where."""

from __future__ import annotations

import os
from collections.abc import Callable

import psycopg
import pytest
from django.db import connections

from ambito.tenancy.seats import Seat
from tests.town.referrals.passing import CANARY, STORY, accepted, sent

GetSeat = Callable[[str], Seat]
SECRETS = (CANARY, "Ines", "ZNZNSI47E42F205X", "0331 000111", STORY[:20], "Chiamare il figlio", "Sta meglio")


def dumped() -> bytes:
    """Every table of the public schema, as whoever holds the server sees it."""
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(os.environ["AMBITO_TEST_SUPERUSER_URL"], dbname=name) as superuser:
        tables = superuser.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        content = b""
        for (table,) in tables:
            with superuser.cursor().copy(f'COPY public."{table}" TO STDOUT') as copy:
                content += b"".join(bytes(block) for block in copy)
    return content


@pytest.mark.promise("Q5")
def test_no_name_is_in_the_public_schema(keys: None, committed: GetSeat) -> None:
    pk = sent()
    accepted(pk)
    content = dumped()
    assert str(pk).encode() in content
    for secret in SECRETS:
        assert secret.encode() not in content
        assert secret.encode().hex().encode() not in content
