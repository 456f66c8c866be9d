"""The pool on the consortium's host."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.pool.models import Allocation, PoolAgreement
from consortium.workforce.models import Worker
from tests import people
from tests.consortium.workforce.staff import HOUR, hired

GetSeat = Callable[[str], Seat]


@pytest.fixture
def manager(seat: GetSeat) -> Client:
    return people.signed_in("consortium_manager", at="north")


@pytest.fixture
def worker(seat: GetSeat) -> Worker:
    return hired(employer="north", who="rete", name="Sara Conti")


def agreement(seat: GetSeat, **other: str) -> dict[str, str]:
    return {
        "town": str(seat("beta").ente_id),
        "profile": "psychologist",
        "weekly_minutes": "12",
        "first": "01/01/2026",
        "last": "31/12/2026",
        **other,
    }


def allocation(seat: GetSeat, worker: Worker, **other: str) -> dict[str, str]:
    return {
        "worker": str(worker.pk),
        "town": str(seat("beta").ente_id),
        "area": "minors_families",
        "weekly_minutes": "6:30",
        "first": "01/03/2026",
        "last": "31/05/2026",
        **other,
    }


def test_from_agreement_to_the_last_day(seat: GetSeat, manager: Client, worker: Worker) -> None:
    assert manager.get("/pool/").status_code == 200
    assert manager.post("/pool/agreements/new/", agreement(seat)).status_code == 302
    assert manager.post("/pool/new/", allocation(seat, worker)).status_code == 302
    with enter(seat("north")):
        row = Allocation.objects.get()
        assert row.weekly_minutes == 390
        assert PoolAgreement.objects.get().weekly_minutes == 12 * HOUR
    page = manager.get("/pool/").content.decode()
    assert "12:00" in page
    assert manager.get(f"/pool/{row.pk}/end/").status_code == 200
    ended = manager.post(f"/pool/{row.pk}/end/", {"last_day": "10/04/2026", "version": "1"})
    assert ended.status_code == 302
    with enter(seat("north")):
        assert str(Allocation.objects.get().during.upper) == "2026-04-11"
    stale = manager.post(f"/pool/{row.pk}/end/", {"last_day": "05/04/2026", "version": "1"})
    assert stale.status_code == 422


def test_what_is_refused_keeps_the_typed_text(seat: GetSeat, manager: Client, worker: Worker) -> None:
    refused = manager.post("/pool/new/", allocation(seat, worker, weekly_minutes="7:15"))
    assert refused.status_code == 422
    assert 'value="7:15"' in refused.content.decode()
    wrong = {"weekly_minutes": "seven", "first": "01/06/2026", "last": "01/05/2026", "worker": "nobody"}
    page = manager.post("/pool/new/", {**allocation(seat, worker), **wrong}).content.decode()
    assert 'value="seven"' in page
    assert page.count('class="err"') == 3
    with enter(seat("north")):
        assert not Allocation.objects.exists()


def test_only_the_consortiums_managers_come_in(seat: GetSeat) -> None:
    for role, where in (("consortium_desk", "north"), ("coordinator", "beta"), ("coop_manager", "vela")):
        answer = people.signed_in(role, at=where).get("/pool/")
        assert answer.status_code in {403, 404}


def test_a_foreign_allocation_is_a_missing_one(seat: GetSeat, manager: Client, worker: Worker) -> None:
    manager.post("/pool/agreements/new/", agreement(seat))
    manager.post("/pool/new/", allocation(seat, worker))
    with enter(seat("north")):
        row = Allocation.objects.get()
    southern = people.signed_in("consortium_manager", at="south")
    for answer in (southern.get, southern.post):
        assert answer(f"/pool/{row.pk}/end/").status_code == 404
