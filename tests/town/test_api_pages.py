"""Every list of the town's API: the page that was asked, the same queries for one row and for three."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambito.audit.town.models import TownRow
from ambito.tenancy.seats import Seat
from tests.calls import call, read
from tests.people import signed_in
from tests.town.acting import a_case, actor, inside, somebody
from tests.town.frontdesk.test_desk import SAID
from tests.town.referrals.passing import deliver, words
from town.cases.models import Case
from town.frontdesk.operations import record_contact
from town.projects.operations import open_project
from town.referrals.operations import send_referral

GetSeat = Callable[[str], Seat]


@pytest.fixture(autouse=True)
def at_hand(town: GetSeat) -> None:
    for name in ("alpha", "beta", "north"):
        town(name)


def added(first: Case, count: int) -> None:
    """So many more of everything in Alpha; referrals and projects of three different cases."""
    by = actor("social_worker")
    for number in range(count):
        with inside():
            case = a_case(somebody("Bianchi", f"Luca {number}"), referent="social_worker")
            record_contact(by=actor("coordinator"), person=case.person, **SAID)
        with inside("social_worker"):
            open_project(case=Case.objects.get(pk=first.pk), kind="elderly_pai", objectives=["Uno"], by=by)
            send_referral(case=Case.objects.get(pk=case.pk), by=by, **words())
    deliver()


def queries(role: str, at: str, path: str) -> tuple[int, int]:
    """How many queries, how many rows."""
    client = signed_in(role, at=at)
    with CaptureQueriesContext(connection) as asked:
        rows = read(client, path)["results"]
    return len(asked), len(rows)


def test_a_list_asks_the_same_for_one_and_for_three(town: GetSeat) -> None:
    with inside():
        first = a_case(somebody("Verdi", "Ada"), referent="social_worker")
    lists = [
        ("coordinator", "alpha", "contacts/"),
        ("coordinator", "alpha", "cases/?area=elderly"),
        ("social_worker", "alpha", f"cases/{first.pk}/projects/"),
        ("social_worker", "alpha", "referrals/sent/"),
        ("coordinator", "beta", "referrals/received/"),
    ]
    added(first, 1)
    one = {path: queries(role, at, path) for role, at, path in lists}
    added(first, 2)
    three = {path: queries(role, at, path) for role, at, path in lists}
    assert {path: asked for path, (asked, _) in one.items()} == {
        path: asked for path, (asked, _) in three.items()
    }
    assert all(rows - one[path][1] == 2 for path, (_, rows) in three.items())


def test_pages_follow_one_another_and_are_logged_as_shown(town: GetSeat) -> None:
    with inside():
        made = {str(a_case(somebody("Bianchi", f"Luca {number}")).pk) for number in range(3)}
    client = signed_in("coordinator", at="alpha")
    first, second = read(client, "cases/?size=2"), read(client, "cases/?size=2&page=2")
    assert (first["page"], first["next"], second["page"], second["next"]) == (1, 2, 2, None)
    shown = [[one["id"] for one in page["results"]] for page in (first, second)]
    assert ([len(ids) for ids in shown], {*shown[0], *shown[1]}) == ([2, 1], made)
    with inside():
        rows = TownRow.objects.filter(kind="list_view").order_by("at", "id")
        assert [len(row.detail["ids"]) for row in rows] == [2, 1]
    found = call(client, "people/search/?size=2", {"text": "bianchi"}).json()
    assert (len(found["results"]), found["next"]) == (2, 2)


@pytest.mark.parametrize("asked", ["size=101", "size=0", "page=0", "page=first", f"page={10**9}"])
def test_a_page_that_cannot_be_is_said_beside_its_field(town: GetSeat, asked: str) -> None:
    answer = signed_in("coordinator", at="alpha").get(f"/api/v1/cases/?{asked}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [asked.split("=", maxsplit=1)[0]])
