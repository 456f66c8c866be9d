"""Lists of placements, pool and hours by API: the same number of queries for one row and for three."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.pool.operations import agree_hours, allocate
from tests import people
from tests.calls import read
from tests.consortium.exchange.sending import sent
from tests.consortium.hours.sheets import CASEWORK, MONDAY, submitted, worker
from tests.consortium.placements import staged
from tests.consortium.workforce.staff import HOUR, YEAR, actor, hired, partners
from tests.guards.clock import Clock

GetSeat = Callable[[str], Seat]
LISTS = [
    ("consortium_manager", "north", "pool/allocations/"),
    ("consortium_manager", "north", "pool/agreements/"),
    ("consortium_manager", "north", "placements/"),
    ("consortium_desk", "north", "referrals/"),
    ("coordinator", "beta", "placements/"),
    ("coop_manager", "vela", "placements/"),
]


@pytest.fixture(autouse=True)
def now(seat: GetSeat, clock: Clock) -> Clock:
    clock.stand(staged.BEGINNING)
    partners()
    return clock


def asked(role: str, at: str, path: str) -> tuple[int, int]:
    """How many queries, how many rows."""
    client = people.signed_in(role, at=at)
    with CaptureQueriesContext(connection) as queries:
        rows = read(client, path)["results"]
    return len(queries), len(rows)


POOLED = [
    people.who(*one).id for one in (("psychologist", "alpha"), ("psychologist", "beta"), ("educator", "beta"))
]
PLACED = [
    people.who(*one).id for one in (("coop_worker", "vela"), ("coop_worker", "rete"), ("educator", "alpha"))
]


def added(seat: GetSeat, numbers: range) -> None:
    by, north, beta = actor("north", "consortium_manager"), seat("north").ente_id, seat("beta").ente_id
    for number in numbers:
        psychologist = hired(employer="north", person=POOLED[number])
        with enter(seat("north"), actor=by):
            agreed = {"weekly_minutes": 6 * HOUR, "during": YEAR, "by": by}
            agree_hours(consortium_id=north, town_id=beta, profile="psychologist", **agreed)
            allocate(worker=psychologist, town_id=beta, area="elderly", **{**agreed, "weekly_minutes": HOUR})
        placed = hired(employer="vela", person=PLACED[number], profile="social_worker")
        staged.designated(staged.requested(weekly_minutes=HOUR), placed)
        sent(seat("alpha"), seat("beta"))


def test_a_list_asks_the_same_for_one_and_for_three(seat: GetSeat) -> None:
    added(seat, range(1))
    one = [asked(*each) for each in LISTS]
    added(seat, range(1, 3))
    three = [asked(*each) for each in LISTS]
    assert [rows for _, rows in one] == [1] * len(LISTS)
    assert [rows for _, rows in three] == [3] * len(LISTS)
    assert [count for count, _ in one] == [count for count, _ in three]


def test_so_do_the_lines_of_a_month(seat: GetSeat, now: Clock) -> None:
    staged.active(hired(employer="vela", who="vela", profile="social_worker"))
    now.stand("2026-04-02 09:00")
    counts = []
    for days in (1, 3):
        minutes = {(MONDAY.replace(day=MONDAY.day + day), CASEWORK): HOUR for day in range(days)}
        submitted(minutes, worker())
        counts.append(asked("coordinator", "beta", "hours/lines/?month=2026-03"))
    assert [rows for _, rows in counts] == [1, 3]
    assert counts[0][0] == counts[1][0]
