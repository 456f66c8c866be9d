"""The desk of the consortium: referrals, flows, clocks and its decisions; no identity anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.exchange.enums import State
from consortium.exchange.queries import access_referral
from tests.consortium.exchange.sending import moved, sent
from tests.counting import MOST_QUERIES, queries_of
from tests.people import signed_in

GetSeat = Callable[[str], Seat]
URLCONF = "ambito.project.urls_consortium"
BOARD = reverse("exchange:board", urlconf=URLCONF)


def page_of(referral_id: object, *more: str) -> str:
    return "/".join([f"{BOARD}{referral_id}", *more, ""])


def proposed(seat: GetSeat, **changes: str) -> object:
    referral_id = sent(seat("alpha"), seat("beta"), **changes)
    moved(seat("beta"), referral_id, "open")
    name = "dispute_competence" if changes else "propose_decline"
    moved(seat("beta"), referral_id, name, reason="competence_disputed")
    return referral_id


def test_the_board_shows_states_flows_and_clocks(seat: GetSeat) -> None:
    sent(seat("alpha"), seat("beta"))
    page = signed_in("consortium_desk", at="north").get(BOARD).content.decode()
    for said in ("Alpha", "Beta", "mai di chi si tratta"):
        assert said in page, said
    assert "sealed" not in page


@pytest.mark.parametrize(
    ("name", "changes", "state"),
    [
        ("confirm", {}, State.DECLINED),
        ("send_back", {}, State.REVIEWING),
        ("uphold_dispute", {"kind": "court_order"}, State.DECLINED),
    ],
)
def test_the_desk_decides(seat: GetSeat, name: str, changes: dict[str, str], state: State) -> None:
    referral_id = proposed(seat, **changes)
    desk = signed_in("consortium_desk", at="north")
    assert page_of(referral_id, name) in desk.get(page_of(referral_id)).content.decode()
    assert desk.get(page_of(referral_id, name)).status_code == 200
    wrong = desk.post(page_of(referral_id, name), {"version": 3, "reason": "Mario Rossi"})
    assert wrong.status_code == 422
    stale = desk.post(page_of(referral_id, name), {"version": 1, "reason": "reason_holds"})
    assert stale.status_code == 409
    done = desk.post(page_of(referral_id, name), {"version": 3, "reason": "reason_holds"}, follow=True)
    assert done.status_code == 200
    with enter(seat("beta")):
        assert access_referral(referral_id=referral_id).state == state


def test_what_is_not_the_desks_to_decide(seat: GetSeat) -> None:
    referral_id = sent(seat("alpha"), seat("beta"))
    desk = signed_in("consortium_desk", at="north")
    assert desk.get(page_of(referral_id, "accept")).status_code == 404
    early = desk.post(page_of(referral_id, "confirm"), {"version": 1, "reason": "reason_holds"})
    assert early.status_code == 422


def test_the_other_desk_finds_nothing(seat: GetSeat) -> None:
    referral_id = sent(seat("alpha"), seat("beta"))
    desk = signed_in("consortium_desk", at="south")
    assert desk.get(page_of(referral_id)).status_code == 404
    assert "Alpha" not in desk.get(BOARD).content.decode()


@pytest.mark.parametrize("role", ["consortium_manager", "consortium_admin", "dpo"])
def test_only_the_desk_looks_at_referrals(seat: GetSeat, role: str) -> None:
    assert signed_in(role, at="north").get(BOARD).status_code == 403


def test_queries_stay_flat(seat: GetSeat) -> None:
    desk, counts = signed_in("consortium_desk", at="north"), []
    for more in (1, 2):
        for _ in range(more):
            sent(seat("alpha"), seat("beta"))
        counts.append(queries_of(lambda: desk.get(BOARD)))
    assert counts[0] == counts[1] <= MOST_QUERIES, counts
