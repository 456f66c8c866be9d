"""Behind a pooler in transaction mode: the stock backend reads the wrong town, ours never does."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django_tenants.postgresql_backend.base import DatabaseWrapper as StockWrapper

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from tests.pgbouncer import transaction_pooler
from tests.pooler import pooling
from tests.sizes import promise_size
from town.people.models import Person

GetSeat = Callable[[str], Seat]
TOWNS = ("alpha", "beta", "gamma")
CLIENTS = 6
SERVERS = 2


@pytest.fixture
def pooled(committed: GetSeat) -> Iterator[tuple[int, str]]:
    """Port and name of a pooler with two server connections; in the database each town holds its own name."""
    for name in TOWNS:
        with enter(committed(name)):
            Person.objects.create(surname="Rossi", name=name)
    connection.close()
    entry = connections["default"].settings_dict
    dsn = (
        f"host={entry['HOST']} port={entry['PORT']} dbname={entry['NAME']}"
        f" user={entry['USER']} password={entry['PASSWORD']} sslmode=disable"
    )
    with transaction_pooler(dsn, SERVERS) as running:
        yield running


@contextmanager
def through(port: int) -> Iterator[None]:
    """Connections opened inside go to the pooler."""
    entry = connections["default"].settings_dict
    direct = {key: entry[key] for key in ("HOST", "PORT")}
    entry.update(HOST="127.0.0.1", PORT=str(port))
    try:
        yield
    finally:
        entry.update(direct)


def wander(seats: dict[str, Seat], steps: int, seed: int) -> int:
    """Enter random towns, sometimes fail; how many reads saw another town's name."""
    chance, wrong = random.Random(seed), 0  # noqa: S311 - no secret
    try:
        for _ in range(steps):
            name = chance.choice(TOWNS)
            try:
                with enter(seats[name]):
                    wrong += list(Person.objects.values_list("name", flat=True)) != [name]
                    if chance.random() < 0.2:
                        with transaction.atomic():
                            wrong += list(Person.objects.values_list("name", flat=True)) != [name]
                    if chance.random() < 0.1:
                        connection.cursor().execute("SELECT broken")
            except DatabaseError:
                pass
    finally:
        connection.close()
    return wrong


@pytest.mark.promise("Q3")
def test_no_wrong_row_through_a_pooler(
    pooled: tuple[int, str], committed: GetSeat, figure: Callable[[str, str], None]
) -> None:
    port, name = pooled
    seats = {name: committed(name) for name in TOWNS}
    connection.close()
    operations = promise_size(1_800, 100_000)
    with through(port), ThreadPoolExecutor(CLIENTS) as clients:
        work = [clients.submit(wander, seats, operations // CLIENTS, seed) for seed in range(CLIENTS)]
        wrong = sum(client.result() for client in work)
    assert wrong == 0
    figure("Q3", f"{operations:,} operations, {wrong} wrong rows ({name})")


@pytest.mark.promise("Q3")
def test_the_stock_backend_reads_the_wrong_town(
    pooled: tuple[int, str], committed: GetSeat, figure: Callable[[str, str], None]
) -> None:
    """What our backend closes: two stock connections, one server session, the last search_path wins."""
    seats = {name: committed(name) for name in TOWNS}
    entry: dict[str, Any] = {**connections["builder"].settings_dict, "HOST": "127.0.0.1"}
    dsn = f"host={entry['HOST']} port={connections['builder'].settings_dict['PORT']} dbname={entry['NAME']}"
    with pooling(f"{dsn} user={entry['USER']} password={entry['PASSWORD']} sslmode=disable", 1) as narrow:
        entry["PORT"] = str(narrow.port)
        first, second = StockWrapper(entry, "first"), StockWrapper(entry, "second")
        reads = 50
        wrong = sum(stock_read(first, second, seats) != "alpha" for _ in range(reads))
        first.close()
        second.close()
    assert wrong > reads * 0.4
    figure("Q3", f"stock backend: {wrong} of {reads} reads from the wrong town, without an error")


def stock_read(first: StockWrapper, second: StockWrapper, seats: dict[str, Seat]) -> str:
    """`first` enters alpha and `second` beta; what `first` then reads on its open cursor."""
    first.set_schema(seats["alpha"].schema)
    second.set_schema(seats["beta"].schema)
    with first.cursor() as mine, second.cursor() as other:
        other.execute("SELECT 1")
        mine.execute("SELECT name FROM people_person")
        name: str = mine.fetchone()[0]
    return name
