"""Hours on three kinds of host: a week in one table, a month by exception."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.hours.models import TimesheetLine
from tests import people
from tests.consortium.placements import staged
from tests.consortium.workforce.staff import hired, partners
from tests.guards.clock import Clock

GetSeat = Callable[[str], Seat]
WEEK = "/hours/week/?week=2026-03-09"
MONTH = "/hours/month/?month=2026-03"


@pytest.fixture(autouse=True)
def placed(seat: GetSeat, clock: Clock) -> Clock:
    """A worker of Vela, who signs in as such, works in Beta from March on."""
    clock.stand(staged.BEGINNING)
    partners()
    worker = hired(
        employer="vela",
        person=people.who("coop_worker", "vela").id,
        profile="social_worker",
        name="Sara Conti",
    )
    staged.active(worker)
    clock.stand("2026-04-02 09:00")
    return clock


@pytest.fixture
def worker(placed: Clock) -> Client:
    return people.signed_in("coop_worker", at="vela")


def cells(**minutes: str) -> dict[str, str]:
    names = [f"{activity}_{day}" for activity in ACTIVITIES for day in range(7)]
    return {**dict.fromkeys(names, ""), **minutes}


ACTIVITIES = ("casework", "desk", "meeting", "travel", "training", "other")


def lines(seat: Seat) -> list[tuple[str, int, str]]:
    with enter(seat):
        found = TimesheetLine.objects.order_by("day", "activity")
        return [(line.activity, line.minutes, line.state) for line in found]


def declared(worker: Client) -> None:
    answer = worker.post(WEEK, {**cells(casework_0="7:30", desk_1="2"), "submit": ""})
    assert answer.status_code == 302, answer.content.decode()


def first(seat: Seat) -> TimesheetLine:
    with enter(seat):
        return TimesheetLine.objects.select_related("worker").order_by("day")[0]


def test_a_week_is_saved_then_declared(seat: GetSeat, worker: Client) -> None:
    assert "casework_0" in worker.get(WEEK).content.decode()
    assert worker.post(WEEK, {**cells(casework_0="7,5"), "save": ""}).status_code == 302
    assert lines(seat("vela")) == [("casework", 450, "draft")]
    declared(worker)
    assert lines(seat("vela")) == [("casework", 450, "submitted"), ("desk", 120, "submitted")]
    assert "readonly" in worker.get(WEEK).content.decode()
    changed = worker.post(WEEK, {**cells(casework_0="8", desk_1="2"), "save": ""})
    assert changed.status_code == 422


def test_the_same_week_on_the_towns_host(seat: GetSeat, placed: Clock) -> None:
    client = people.client_of("beta")
    person = people.who("coop_worker", "vela")
    client.cookies = people.signed_in(person.key, at="beta").cookies
    assert client.post(WEEK, {**cells(casework_0="3"), "submit": ""}).status_code == 302
    assert lines(seat("beta")) == [("casework", 180, "submitted")]


def test_wrong_cells_keep_what_was_typed(seat: GetSeat, worker: Client) -> None:
    answer = worker.post(WEEK, {**cells(casework_0="all day", desk_1="25"), "save": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="all day"' in page
    assert 'class="errors"' in page
    assert lines(seat("vela")) == []


def test_outside_the_dates_there_is_no_table(worker: Client) -> None:
    assert "casework_0" not in worker.get("/hours/week/?week=2026-02-02").content.decode()
    assert worker.get("/hours/week/?week=soon").status_code == 404
    assert worker.get("/hours/week/?week=0001-01-01").status_code == 404
    assert worker.get(f"{WEEK}&engagement=other").status_code == 200


def test_validated_by_the_cooperative_confirmed_by_the_town(seat: GetSeat, worker: Client) -> None:
    declared(worker)
    manager = people.signed_in("coop_manager", at="vela")
    page = manager.get(MONTH).content.decode()
    assert "Sara Conti" in page
    pairs = versions(seat("vela"))
    assert manager.post(MONTH, {"line": pairs}).status_code == 302
    assert {state for _, _, state in lines(seat("vela"))} == {"validated"}
    town = people.signed_in("coordinator", at="beta")
    assert pairs.split(":", maxsplit=1)[0] in town.get(MONTH).content.decode()
    assert town.post(MONTH, {"line": pairs}).status_code == 422  # the form is older than the validation
    assert town.post(MONTH, {"line": versions(seat("beta"))}).status_code == 302
    assert {state for _, _, state in lines(seat("beta"))} == {"confirmed"}
    consortium = people.signed_in("consortium_manager", at="north")
    totals = consortium.get("/hours/?month=2026-03").content.decode()
    assert "9:30" in totals
    assert "Sara Conti" not in totals


def versions(seat: Seat) -> str:
    with enter(seat):
        return " ".join(f"{line.pk}:{line.version}" for line in TimesheetLine.objects.order_by("pk"))


def test_what_agrees_with_the_plan_is_one_button(seat: GetSeat, placed: Clock) -> None:
    placed.stand("2026-04-02 09:00")
    client = people.signed_in("coop_worker", at="vela")
    for monday in (2, 9, 16, 23, 30):
        days = [day for day in range(5) if monday + day <= 31]
        hours = cells(**{f"casework_{day}": "3:36" for day in days})
        assert (
            client.post(f"/hours/week/?week=2026-03-{monday:02d}", {**hours, "submit": ""}).status_code == 302
        )
    page = people.signed_in("coop_manager", at="vela").get(MONTH).content.decode()
    assert page.count('type="hidden" name="line"') == 1
    assert 'class="cb"' not in page


def test_a_disputed_line_is_answered(seat: GetSeat, worker: Client) -> None:
    declared(worker)
    manager = people.signed_in("coop_manager", at="vela")
    manager.post(MONTH, {"line": versions(seat("vela"))})
    town = people.signed_in("coordinator", at="beta")
    line = first(seat("beta"))
    sheet = f"/hours/month/{line.worker_id}/?month=2026-03"
    assert f"/hours/{line.pk}/dispute/" in town.get(sheet).content.decode()
    assert town.get(f"/hours/{line.pk}/dispute/").status_code == 200
    form = {"version": str(line.version), "reason": "fewer_minutes"}
    assert town.post(f"/hours/{line.pk}/dispute/", form).status_code == 422
    assert town.post(f"/hours/{line.pk}/dispute/", {**form, "proposed_minutes": "5"}).status_code == 302
    assert f"/hours/{line.pk}/accept_correction/" in manager.get(sheet).content.decode()
    early = manager.post(f"/hours/{line.pk}/refer/", {"version": str(line.version + 1), "reason": "other"})
    assert early.status_code == 422
    accepted = manager.post(f"/hours/{line.pk}/accept_correction/", {"version": str(line.version + 1)})
    assert accepted.status_code == 302
    assert first(seat("beta")).minutes == 300


def test_foreign_sheets_and_lines_are_missing(seat: GetSeat, worker: Client) -> None:
    declared(worker)
    line = first(seat("beta"))
    for role, where in (("coop_manager", "rete"), ("coordinator", "alpha"), ("consortium_manager", "south")):
        client = people.signed_in(role, at=where)
        assert client.get(f"/hours/month/{line.worker_id}/?month=2026-03").status_code == 404
        assert client.get(f"/hours/{line.pk}/dispute/").status_code == 404
        assert client.post(MONTH, {"line": f"{line.pk}:{line.version}"}).status_code == 404
    assert people.signed_in("coordinator", at="beta").get(f"/hours/{line.pk}/fly/").status_code == 404


def test_nothing_chosen_is_said(seat: GetSeat) -> None:
    client = people.signed_in("coordinator", at="beta")
    for sent in ({}, {"line": "x"}, {"line": "x:y"}):
        assert client.post(MONTH, sent).status_code == 422
    assert client.get("/hours/month/?month=2026-13").status_code == 404


def test_the_consortium_validates_its_own_staff_only(seat: GetSeat, worker: Client) -> None:
    declared(worker)
    client = people.signed_in("consortium_manager", at="north")
    assert "Sara Conti" not in client.get(MONTH).content.decode()


@pytest.mark.promise("Q24")
def test_a_page_asks_no_more_for_more_lines(
    seat: GetSeat, worker: Client, django_assert_max_num_queries: Callable[..., AbstractContextManager[None]]
) -> None:
    town = people.signed_in("coordinator", at="beta")
    for written in ({"casework_0": "1"}, {"casework_0": "1", "desk_1": "2", "other_2": "3"}):
        worker.post(WEEK, {**cells(**written), "save": ""})
        for client, path in ((worker, WEEK), (town, MONTH)):
            with django_assert_max_num_queries(15):
                assert client.get(path).status_code == 200
