"""Placements on three kinds of host."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.placements.models import Placement
from consortium.workforce.models import Worker
from tests import people
from tests.consortium.placements import staged
from tests.consortium.workforce.staff import partners
from tests.guards.clock import Clock

GetSeat = Callable[[str], Seat]


@pytest.fixture(autouse=True)
def now(seat: GetSeat, clock: Clock) -> Clock:
    clock.stand(staged.BEGINNING)
    partners()
    return clock


@pytest.fixture
def worker(now: Clock) -> Worker:
    return staged.social_worker()


@pytest.fixture
def town(now: Clock) -> Client:
    return people.signed_in("coordinator", at="beta")


@pytest.fixture
def cooperative(now: Clock) -> Client:
    return people.signed_in("coop_manager", at="vela")


def asked(seat: GetSeat, town: Client) -> Placement:
    form = {
        "cooperative": str(seat("vela").ente_id),
        "profile": "social_worker",
        "area": "elderly",
        "weekly_minutes": "18",
        "first": "02/03/2026",
        "last": "30/06/2026",
    }
    assert town.get("/placements/new/").status_code == 200
    assert town.post("/placements/new/", {**form, "last": "01/02/2026"}).status_code == 422
    assert town.post("/placements/new/", form).status_code == 302
    with enter(seat("beta")):
        return Placement.objects.get()


def test_from_request_to_agreement(seat: GetSeat, town: Client, cooperative: Client, worker: Worker) -> None:
    placement = asked(seat, town)
    page = f"/placements/{placement.pk}/"
    assert "Nessuna assegnazione ti aspetta." in town.get("/placements/").content.decode()
    assert "1 assegnazione ti aspetta." in cooperative.get("/placements/").content.decode()
    assert f"{page}designate/" in cooperative.get(page).content.decode()
    assert cooperative.get(f"{page}designate/").status_code == 200
    sent = {"version": "1", "worker": str(worker.pk)}
    assert cooperative.post(f"{page}designate/", sent).status_code == 302
    assert "1 assegnazione ti aspetta." in town.get("/placements/").content.decode()
    assert "Nessuna assegnazione ti aspetta." in cooperative.get("/placements/").content.decode()
    shown = town.get(page).content.decode()
    assert "Sara Conti" in shown
    assert "A-0341" in shown
    assert f"{page}agree/" in shown
    assert town.get(f"{page}agree/").status_code == 200
    assert town.post(f"{page}agree/", {"version": "2"}).status_code == 302
    assert "Sara Conti" in town.get("/placements/here/").content.decode()
    assert "Beta" in cooperative.get("/placements/workers/").content.decode()
    assert page in town.get("/placements/").content.decode()
    assert page in cooperative.get("/placements/").content.decode()


def test_an_objection_has_a_coded_reason(
    seat: GetSeat, town: Client, cooperative: Client, worker: Worker
) -> None:
    placement = staged.designated(asked(seat, town), worker)
    page = f"/placements/{placement.pk}/object/"
    assert town.get(page).status_code == 200
    assert town.post(page, {"version": "2"}).status_code == 422
    assert town.post(page, {"version": "1", "reason": "conflict"}).status_code == 422
    assert town.post(page, {"version": "2", "reason": "conflict"}).status_code == 302
    assert "justify" in cooperative.get(f"/placements/{placement.pk}/").content.decode()


def test_a_guard_says_what_is_missing(seat: GetSeat, town: Client, cooperative: Client) -> None:
    small = staged.social_worker(who="north", weekly_minutes=600)
    placement = asked(seat, town)
    refused = cooperative.post(
        f"/placements/{placement.pk}/designate/", {"version": "1", "worker": str(small.pk)}
    )
    assert refused.status_code == 422
    assert "contratto" in refused.content.decode()


def test_a_move_that_is_not_ones_own_is_a_missing_page(
    seat: GetSeat, town: Client, cooperative: Client, worker: Worker
) -> None:
    placement = asked(seat, town)
    for client, move in ((town, "designate"), (town, "agree"), (cooperative, "withdraw"), (town, "fly")):
        assert client.get(f"/placements/{placement.pk}/{move}/").status_code == 404
    assert town.post(f"/placements/{placement.pk}/agree/", {"version": "1"}).status_code == 422


def test_other_cooperatives_towns_and_consortia_find_nothing(seat: GetSeat, town: Client) -> None:
    placement = asked(seat, town)
    for role, where in (("coop_manager", "rete"), ("coordinator", "alpha"), ("consortium_manager", "south")):
        client = people.signed_in(role, at=where)
        assert client.get(f"/placements/{placement.pk}/").status_code == 404
        assert str(placement.pk) not in client.get("/placements/").content.decode()


def test_the_consortium_sees_all_and_moves_nothing(seat: GetSeat, town: Client) -> None:
    placement = asked(seat, town)
    manager = people.signed_in("consortium_manager", at="north")
    assert "Vela" in manager.get("/placements/").content.decode()
    assert "agree" not in manager.get(f"/placements/{placement.pk}/").content.decode()
    assert manager.post(f"/placements/{placement.pk}/agree/", {"version": "1"}).status_code == 404


def test_roles_without_the_capability_stay_out(seat: GetSeat) -> None:
    assert people.signed_in("social_worker", at="beta").get("/placements/").status_code == 403
    assert people.signed_in("administrative", at="beta").get("/placements/new/").status_code == 403
    assert people.signed_in("coop_worker", at="vela").get("/placements/workers/").status_code == 403


def test_empty_pages_say_so(seat: GetSeat, town: Client, cooperative: Client) -> None:
    for client, path in (
        (town, "/placements/here/"),
        (town, "/placements/"),
        (cooperative, "/placements/"),
        (cooperative, "/placements/workers/"),
    ):
        assert 'class="empty"' in client.get(path).content.decode()
