"""A cooperative registers its workers and keeps their details on its own host."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.workforce.models import Worker
from tests import people
from tests.consortium.placements import staged
from tests.consortium.workforce.staff import partners
from tests.guards.clock import Clock

GetSeat = Callable[[str], Seat]
NEW = "/workers/new/"


@pytest.fixture(autouse=True)
def now(seat: GetSeat, clock: Clock) -> None:
    clock.stand(staged.BEGINNING)
    partners()


@pytest.fixture
def manager() -> Client:
    return people.signed_in("coop_manager", at="vela")


def answers(**other: str) -> dict[str, str]:
    return {
        "person": str(people.who("coop_worker", "vela").id),
        "profile": "social_worker",
        "register_number": "LOM 0341",
        "contract": "coop_permanent",
        "weekly_minutes": "36",
        "areas": "elderly",
        **other,
    }


def registered(seat: GetSeat, manager: Client) -> Worker:
    assert manager.post(NEW, answers()).status_code == 302
    with enter(seat("vela")):
        return Worker.objects.get()


def kept(worker: Worker, **other: str) -> dict[str, str]:
    return {**answers(), "name": worker.name, "version": str(worker.version), **other}


def test_a_person_of_the_cooperative_becomes_a_worker(seat: GetSeat, manager: Client) -> None:
    assert "Coop Worker" in manager.get(NEW).content.decode()
    worker = registered(seat, manager)
    assert (worker.name, worker.weekly_minutes, worker.areas) == ("Coop Worker", 2160, ["elderly"])
    shown = manager.get("/placements/workers/").content.decode()
    assert "LOM 0341" in shown
    assert f"/workers/{worker.pk}/" in shown
    assert "Coop Worker<" not in manager.get(NEW).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"register_number": ""}, "Scrivi il numero di iscrizione all’albo."),
        ({"weekly_minutes": "60"}, "Sono troppe ore."),
        ({"weekly_minutes": ""}, "Scrivi le ore così: 7:30."),
        ({"person": ""}, "Scegli la persona."),
        ({"contract": "permanent_full"}, "Scegli il contratto."),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(
    seat: GetSeat, manager: Client, said: dict[str, str], words: str
) -> None:
    answer = manager.post(NEW, answers(**{"register_number": "LOM 0341", **said}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert said.get("register_number", "LOM 0341") in page
    with enter(seat("vela")):
        assert not Worker.objects.exists()


def test_who_is_left_when_all_are_registered_is_to_be_invited(seat: GetSeat, manager: Client) -> None:
    registered(seat, manager)
    me = str(people.who("coop_manager", "vela").id)
    assert manager.post(NEW, answers(person=me)).status_code == 302
    assert 'href="/administration/people/invite/"' in manager.get(NEW).content.decode()


def test_details_are_changed_once(seat: GetSeat, manager: Client) -> None:
    worker = registered(seat, manager)
    page = f"/workers/{worker.pk}/"
    assert "LOM 0341" in manager.get(page).content.decode()
    form = kept(worker, register_number="LOM 0999")
    assert manager.post(page, form).status_code == 302
    again = manager.post(page, form)
    assert again.status_code == 422
    assert "nel frattempo" in again.content.decode()
    assert "LOM 0999" in manager.get("/placements/workers/").content.decode()


def test_what_towns_were_promised_stays(seat: GetSeat, manager: Client) -> None:
    worker = registered(seat, manager)
    staged.agreed(staged.designated(staged.requested(), worker))
    page = f"/workers/{worker.pk}/"
    fewer = manager.post(page, kept(worker, weekly_minutes="17:30"))
    assert fewer.status_code == 422
    assert "18 ore" in fewer.content.decode()
    other = manager.post(page, kept(worker, profile="administrative"))
    assert other.status_code == 422
    assert "un’altra professione" in other.content.decode()
    assert manager.post(page, kept(worker, weekly_minutes="18")).status_code == 302


@pytest.mark.promise("Q1")
def test_a_worker_placed_in_two_consortia_is_shown_to_each_for_its_own_towns(
    seat: GetSeat, manager: Client
) -> None:
    worker = registered(seat, manager)
    staged.agreed(staged.designated(staged.requested(), worker))
    southern = staged.requested(at="gamma", consortium="south", weekly_minutes=600)
    staged.agreed(staged.designated(southern, worker), at="gamma")
    shown = manager.get("/placements/workers/").content.decode()
    assert "Beta</a>" in shown
    assert "Gamma</a>" in shown
    for at, own, other in (("north", "Beta", "Gamma"), ("south", "Gamma", "Beta")):
        consortium = people.signed_in("consortium_manager", at=at)
        page = consortium.get("/placements/").content.decode()
        assert own in page
        assert other not in page
        assert consortium.get(f"/placements/{southern.pk}/").status_code == (200 if at == "south" else 404)


def test_hours_of_both_consortia_count_against_one_contract(seat: GetSeat, manager: Client) -> None:
    worker = registered(seat, manager)
    staged.agreed(staged.designated(staged.requested(weekly_minutes=30 * 60), worker))
    southern = staged.requested(at="gamma", consortium="south", weekly_minutes=7 * 60)
    refused = manager.post(
        f"/placements/{southern.pk}/designate/", {"version": "1", "worker": str(worker.pk)}
    )
    assert refused.status_code == 422
    assert "contratto" in refused.content.decode()


def test_others_register_nobody(seat: GetSeat, manager: Client) -> None:
    worker = registered(seat, manager)
    assert people.signed_in("coop_worker", at="vela").get(NEW).status_code == 403
    assert people.signed_in("coop_worker", at="vela").get(f"/workers/{worker.pk}/").status_code == 403
    assert people.signed_in("coop_manager", at="rete").get(f"/workers/{worker.pk}/").status_code == 404
    assert people.signed_in("consortium_manager", at="north").get(NEW).status_code == 404
