"""A database backend never forgets a table: after many towns its connection is replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections

from ambito.tenancy.backend import base
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat

GetSeat = Callable[[str], Seat]


@pytest.fixture
def pooled(committed: GetSeat) -> Iterator[GetSeat]:
    """As in production: the connection goes back to a pool after every request."""
    options = connections["default"].settings_dict["OPTIONS"]
    connection.close()
    options["pool"] = {"min_size": 1, "max_size": 1}
    try:
        yield committed
    finally:
        connection.close()
        connection.close_pool()
        del options["pool"]


def backend_of(seat: Seat) -> int:
    """The number of the backend that serves one request of this Ente."""
    try:
        with enter(seat), connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return int(cursor.fetchone()[0])
    finally:
        connection.close()


@pytest.mark.promise("Q35")
def test_a_connection_is_replaced_after_so_many_towns(
    pooled: GetSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "TOWNS_AT_MOST", 3)
    alpha, beta, gamma = (pooled(name) for name in ("alpha", "beta", "gamma"))
    connection.close()
    first = [backend_of(seat) for seat in (alpha, beta, alpha, beta, gamma)]
    second = [backend_of(seat) for seat in (alpha, alpha)]
    assert len(set(first)) == len(set(second)) == 1
    assert set(first) != set(second)
