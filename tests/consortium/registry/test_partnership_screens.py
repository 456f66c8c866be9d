"""A consortium takes a cooperative on and lets it go; both sides read the dates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.registry.models import Partnership
from tests import people
from tests.consortium.placements import staged
from tests.guards.clock import Clock

GetSeat = Callable[[str], Seat]
LIST, NEW = "/cooperatives/", "/cooperatives/new/"


@pytest.fixture(autouse=True)
def now(seat: GetSeat, clock: Clock) -> None:
    clock.stand(staged.BEGINNING)


@pytest.fixture
def manager() -> Client:
    return people.signed_in("consortium_manager", at="north")


def answers(seat: GetSeat, **other: str) -> dict[str, str]:
    return {"cooperative": str(seat("vela").ente_id), "first": "02/02/2026", "last": "", **other}


def opened(seat: GetSeat, manager: Client) -> Partnership:
    assert manager.post(NEW, answers(seat)).status_code == 302
    with enter(seat("north")):
        return Partnership.objects.get()


def test_a_cooperative_is_added_and_both_sides_read_it(seat: GetSeat, manager: Client) -> None:
    assert 'class="empty"' in manager.get(LIST).content.decode()
    assert "Rete" in manager.get(NEW).content.decode()
    partnership = opened(seat, manager)
    shown = manager.get(LIST).content.decode()
    assert "Vela" in shown
    assert f"{LIST}{partnership.pk}/end/" in shown
    cooperative = people.signed_in("coop_manager", at="vela")
    assert "North" in cooperative.get("/consortia/").content.decode()
    other = people.signed_in("coop_manager", at="rete")
    assert 'class="empty"' in other.get("/consortia/").content.decode()


def test_the_same_days_twice_are_refused_with_a_sentence(seat: GetSeat, manager: Client) -> None:
    opened(seat, manager)
    again = manager.post(NEW, answers(seat, first="01/03/2026"))
    assert again.status_code == 422
    assert "lavora già con il consorzio" in again.content.decode()
    assert 'value="01/03/2026"' in again.content.decode()
    assert manager.post(NEW, answers(seat, last="01/01/2026")).status_code == 422


def test_the_last_day_is_set_once(seat: GetSeat, manager: Client) -> None:
    partnership = opened(seat, manager)
    page = f"{LIST}{partnership.pk}/end/"
    assert manager.get(page).status_code == 200
    assert manager.post(page, {"version": "1", "last_day": ""}).status_code == 422
    assert manager.post(page, {"version": "1", "last_day": "30/06/2026"}).status_code == 302
    assert manager.post(page, {"version": "1", "last_day": "30/05/2026"}).status_code == 422
    assert 'datetime="2026-06-30"' in manager.get(LIST).content.decode()
    assert manager.post(page, {"version": "2", "last_day": "01/02/2026"}).status_code == 302
    assert 'class="empty"' in manager.get(LIST).content.decode()


def test_what_was_agreed_for_later_is_ended_first(seat: GetSeat, manager: Client) -> None:
    partnership = opened(seat, manager)
    staged.requested()
    page = f"{LIST}{partnership.pk}/end/"
    refused = manager.post(page, {"version": "1", "last_day": "29/06/2026"})
    assert refused.status_code == 422
    assert "1 assegnazione dura di più" in refused.content.decode()
    assert manager.post(page, {"version": "1", "last_day": "30/06/2026"}).status_code == 302


@pytest.mark.promise("Q1")
def test_nobody_else_decides(seat: GetSeat, manager: Client) -> None:
    partnership = opened(seat, manager)
    page = f"{LIST}{partnership.pk}/end/"
    for role, at, status in (
        ("consortium_desk", "north", 403),
        ("consortium_manager", "south", 404),
        ("coop_manager", "vela", 404),
        ("coordinator", "alpha", 404),
    ):
        assert people.signed_in(role, at=at).get(page).status_code == status, (role, at)
    assert people.signed_in("consortium_desk", at="north").get(NEW).status_code == 403
    assert people.signed_in("coop_worker", at="vela").get("/consortia/").status_code == 403
