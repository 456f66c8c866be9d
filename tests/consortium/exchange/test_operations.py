"""Sending, moving, answering: what is refused, what the other side is told, and when it is due."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from ambito.audit.models import Row
from ambito.audit.town.models import TownRow
from ambito.events import delivery, registry
from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from ambito.vault.packets import SealedPacket
from consortium.exchange import operations
from consortium.exchange.enums import State
from consortium.exchange.errors import (
    AlreadySent,
    AnsweredAlready,
    MovedMeanwhile,
    NotAParty,
    NotThere,
    OwnTown,
)
from consortium.exchange.models import Referral
from consortium.exchange.queries import (
    access_referral,
    counts_by_state,
    flows,
    open_referrals,
    referrals_among,
    steps_of,
)
from tests.consortium.exchange.sending import KEY, actor, moved, sent, submitted
from tests.guards.clock import Clock

GetSeat = Callable[[str], Seat]


def test_a_referral_has_a_number_an_owner_and_a_term(seat: GetSeat, clock: Clock) -> None:
    clock.stand("2026-11-25 10:00")
    first, second = (sent(seat("alpha"), seat("beta")) for _ in range(2))
    with enter(seat("beta")):
        rows = referrals_among([first, second])
        assert rows[second].number == rows[first].number + 1 > 1
        assert [str(row.pk) for row in open_referrals()] == [str(first), str(second)]
        due = timezone.localtime(rows[first].due_at)
        assert (rows[first].clock, f"{due:%d.%m. %H:%M}") == ("open_within", "27.11. 23:59")
        assert [step.move for step in steps_of(rows[first])] == ["submit"]
        assert not TownRow.objects.filter(kind="referral_event").exists()
    with enter(seat("alpha")):
        row = TownRow.objects.filter(kind="referral_event", subject_id=first).get()
        assert row.detail == {"move": "submit", "to": "sent"}


@pytest.mark.parametrize(
    ("receiver", "refusal"),
    [("alpha", OwnTown), ("gamma", NotThere), ("north", NotThere), ("vela", NotThere)],
)
def test_only_sister_towns_receive(seat: GetSeat, receiver: str, refusal: type[Exception]) -> None:
    alpha, other = seat("alpha"), seat(receiver)
    with enter(alpha):
        with pytest.raises(refusal) as said:
            submitted(alpha, other)
        assert str(said.value)
        assert not Referral.objects.exists()


def test_the_same_form_sends_once(seat: GetSeat) -> None:
    alpha, beta, form = seat("alpha"), seat("beta"), uuid7()
    with enter(alpha):
        submitted(alpha, beta, referral_id=form)
        with pytest.raises(AlreadySent) as said:
            submitted(alpha, beta, referral_id=form)
        assert str(said.value)
        assert Referral.objects.count() == 1


def test_a_stale_page_moves_nothing(seat: GetSeat) -> None:
    referral_id = sent(seat("alpha"), seat("beta"))
    moved(seat("beta"), referral_id, "open")
    with enter(seat("beta")):
        referral = access_referral(referral_id=referral_id, lock=True)
        with pytest.raises(MovedMeanwhile):
            operations.move(referral=referral, name="accept", version=1, by=actor(seat_of(referral)))
    with enter(seat("alpha")):
        assert access_referral(referral_id=referral_id).state == State.REVIEWING


def seat_of(referral: Referral) -> Seat:
    return Seat(referral.receiver_id, "test_e_1", None, "town", None)


def test_a_stranger_is_no_party(seat: GetSeat) -> None:
    referral_id = sent(seat("alpha"), seat("beta"))
    with enter(seat("alpha")):
        referral = access_referral(referral_id=referral_id)
    gamma = seat("gamma")
    with enter(gamma), pytest.raises(NotAParty):
        operations.move(referral=referral, name="open", version=1, by=actor(gamma))


def test_two_acceptances_at_once_accept_once(committed: GetSeat) -> None:
    alpha, beta = committed("alpha"), committed("beta")
    referral_id = sent(alpha, beta)
    moved(beta, referral_id, "open")

    def accept(_: int) -> str:
        try:
            with enter(beta):
                referral = access_referral(referral_id=referral_id, lock=True)
                return operations.move(referral=referral, name="accept", version=2, by=actor(beta)).state
        except MovedMeanwhile as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        said = sorted(hands.map(accept, range(4)))
    assert said.count(State.ACCEPTED) == 1
    assert len(set(said)) == 2
    with enter(beta):
        assert [step.move for step in steps_of(Referral.objects.get())].count("accept") == 1


def test_the_desk_counts_and_never_reads(seat: GetSeat, clock: Clock) -> None:
    clock.stand("2026-11-25 10:00")
    alpha, beta = seat("alpha"), seat("beta")
    sent(alpha, beta)
    moved(beta, sent(alpha, beta), "open")
    sent(beta, alpha)
    clock.stand("2026-12-01 10:00")
    with enter(seat("north")):
        assert counts_by_state() == {State.SENT: (2, 2), State.REVIEWING: (1, 0)}
        assert set(flows()) == {(alpha.ente_id, beta.ente_id, 2), (beta.ente_id, alpha.ente_id, 1)}
        assert not Row.objects.filter(kind="packet_opened").exists()


def test_the_days_to_decide_run_from_sending_and_stop_at_a_question(seat: GetSeat, clock: Clock) -> None:
    """Sent Wednesday 25 November with 10 working days: 9 December, because the 8th is a holiday."""
    clock.stand("2026-11-25 10:00")
    alpha, beta = seat("alpha"), seat("beta")
    referral_id = sent(alpha, beta)
    clock.stand("2026-11-26 10:00")
    moved(beta, referral_id, "open")
    assert due(beta, referral_id) == "10.12."
    clock.stand("2026-12-03 10:00")
    moved(beta, referral_id, "ask_info", reason="isee_band")
    assert due(beta, referral_id) == "11.12."
    clock.stand("2026-12-14 10:00")
    moved(alpha, referral_id, "answer")
    assert due(beta, referral_id) == "18.12."


def due(seat: Seat, referral_id: UUID) -> str:
    with enter(seat):
        return f"{timezone.localtime(access_referral(referral_id=referral_id).due_at):%d.%m.}"


def test_an_urgent_one_is_due_in_hours(seat: GetSeat, clock: Clock) -> None:
    now = clock.stand("2026-11-25 10:00")
    referral_id = sent(seat("alpha"), seat("beta"), urgency="urgent")
    with enter(seat("beta")):
        due_at = access_referral(referral_id=referral_id).due_at
    assert due_at is not None
    assert (due_at - now).total_seconds() == 4 * 3600


def test_nobody_has_to_move_what_is_over(seat: GetSeat) -> None:
    referral_id = sent(seat("alpha"), seat("beta"))
    moved(seat("alpha"), referral_id, "recall", reason="recall_need_ended")
    with enter(seat("beta")):
        referral = access_referral(referral_id=referral_id)
        assert (referral.clock, referral.due_at) == ("", None)
        assert not open_referrals().exists()


def test_the_answer_is_given_once(seat: GetSeat) -> None:
    referral_id = sent(seat("alpha"), seat("beta"))
    beta, packet = seat("beta"), SealedPacket(b"words", KEY)
    with enter(beta):
        referral = access_referral(referral_id=referral_id)
        operations.return_outcome(referral=referral, packet=packet, by=actor(beta))
        with pytest.raises(AnsweredAlready):
            operations.return_outcome(referral=referral, packet=packet, by=actor(beta))
        assert TownRow.objects.filter(kind="outcome_returned").count() == 1


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What towns are told, by handlers that write it down."""
    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(registry, "_handlers", {})

    @registry.handles("referral.sent", at="town")
    def was_sent(*, sender_id: UUID, referral_id: str) -> None:
        heard.append(("referral.sent", referral_id))

    @registry.handles("referral.moved", at="town")
    def was_moved(*, sender_id: UUID, referral_id: str) -> None:
        heard.append(("referral.moved", referral_id))

    return heard


def test_every_step_is_told_to_the_other_side_once(seat: GetSeat, told: list[tuple[str, str]]) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    referral_id = sent(alpha, beta, kind="court_order")
    assert (delivery.deliver(alpha), delivery.deliver(beta)) == (0, 1)
    moved(beta, referral_id, "open")
    moved(beta, referral_id, "dispute_competence", reason="competence_disputed")
    assert (delivery.deliver(beta), delivery.deliver(alpha)) == (0, 2)
    moved(seat("north"), referral_id, "send_back", reason="agreed_in_mediation")
    assert (delivery.deliver(alpha), delivery.deliver(beta)) == (1, 1)
    assert (delivery.deliver(alpha), delivery.deliver(beta)) == (0, 0)
    assert [name for name, _ in told] == ["referral.sent", *["referral.moved"] * 4]
    assert {told_of for _, told_of in told} == {str(referral_id)}
