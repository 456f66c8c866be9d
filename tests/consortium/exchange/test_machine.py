"""The whole table: every state × move × part, in the table and in the operation; kinds and reasons."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

import pytest

from ambito.access.errors import MoveRefused, NoSuchMove, RoleRefused
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.catalogue.queries import codes
from consortium.exchange import operations
from consortium.exchange.enums import Part, State
from consortium.exchange.errors import ExchangeRefusal, NotForThisKind, NotLate, WrongReason
from consortium.exchange.machine import DRAFT, MACHINE, SPECIAL_KINDS
from consortium.exchange.models import Referral
from consortium.exchange.queries import access_referral, offered
from consortium.exchange.rules import REASONS
from tests.consortium.exchange.sending import actor, sent, submitted
from tests.machines import Step, check, steps

GetSeat = Callable[[str], Seat]
ENTE_OF = {Part.SENDER: "alpha", Part.ASSESSOR: "beta", Part.REFERENT: "beta", Part.DESK: "north"}
SPECIAL_ONLY = {"dispute_competence", "uphold_dispute"}


@pytest.mark.promise("Q34")
@pytest.mark.parametrize("step", steps(MACHINE), ids=str)
def test_the_table(step: Step) -> None:
    check(MACHINE, step)


def operate(seat: GetSeat, name: str, source: str, part: str) -> str:
    """Put a referral into `source` and have the Ente of `part` make the move."""
    kind = "court_order" if name in SPECIAL_ONLY else "service_request"
    referral_id = sent(seat("alpha"), seat("beta"), kind=kind)
    with enter(seat("beta")):
        Referral.objects.update(state=source, due_at="2026-01-01T00:00Z")
    reason = min(REASONS.get(name, {""}))
    here = seat(ENTE_OF[Part(part)])
    with enter(here):
        referral = access_referral(referral_id=referral_id, lock=True)
        operations.move(referral=referral, name=name, version=1, by=actor(here), reason=reason)
    with enter(here):
        return access_referral(referral_id=referral_id).state


@pytest.mark.promise("Q34")
@pytest.mark.parametrize("source", sorted(State.values))
def test_the_operation_walks_every_cell(seat: GetSeat, source: str) -> None:
    """The Ente decides the part, so both parts of the receiving town are one here."""
    names = sorted({move.name for move in MACHINE.moves})
    for name in names:
        arrows = {move.name: move for move in MACHINE.moves if move.source == source}
        for part in (Part.SENDER, Part.ASSESSOR, Part.DESK):
            parts = {part, Part.REFERENT} if part is Part.ASSESSOR else {part}
            arrow = arrows.get(name)
            if arrow is not None and arrow.roles & parts:
                assert operate(seat, name, source, part) == arrow.target
            else:
                with pytest.raises(MoveRefused) as refusal:
                    operate(seat, name, source, part)
                assert refusal.type is (NoSuchMove if arrow is None else RoleRefused)


def test_a_draft_is_only_submitted(seat: GetSeat) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    with enter(alpha):
        assert submitted(alpha, beta).state == State.SENT
    assert {move.name for move in MACHINE.offered(DRAFT, Part.SENDER)} == {"submit", "void"}


@pytest.mark.parametrize("name", ["waitlist", "propose_decline", "dispute_competence"])
@pytest.mark.parametrize("kind", [kind.code for kind in codes("referral_kinds")])
def test_special_kinds_have_no_waiting_list_and_one_refusal(seat: GetSeat, kind: str, name: str) -> None:
    allowed = (kind in SPECIAL_KINDS) is (name == "dispute_competence")
    reason = "no_capacity" if name == "waitlist" else "competence_disputed"
    referral_id, beta = sent(seat("alpha"), seat("beta"), kind=kind), seat("beta")
    with enter(beta):
        Referral.objects.filter(pk=referral_id).update(state=State.REVIEWING)
        referral = access_referral(referral_id=referral_id, lock=True)
        assert (name in {move.name for move in offered(referral, Part.ASSESSOR)}) is allowed
        with nullcontext() if allowed else pytest.raises(NotForThisKind):
            operations.move(referral=referral, name=name, version=1, by=actor(beta), reason=reason)
            assert referral.state in {State.WAITLISTED, State.DECLINE_PROPOSED}


@pytest.mark.parametrize("name", sorted(REASONS))
def test_reasons_are_codes_of_the_step(seat: GetSeat, name: str) -> None:
    arrow = next(move for move in MACHINE.moves if move.name == name and move.source != DRAFT)
    part = min(arrow.roles)
    kind = "court_order" if name in SPECIAL_ONLY else "service_request"
    referral_id = sent(seat("alpha"), seat("beta"), kind=kind)
    here = seat(ENTE_OF[Part(part)])
    with enter(here):
        Referral.objects.update(state=arrow.source, due_at="2026-01-01T00:00Z")
        referral = access_referral(referral_id=referral_id, lock=True)
        with pytest.raises(WrongReason):
            operations.move(
                referral=referral, name=name, version=1, by=actor(here), reason="Mario Rossi moved"
            )
    with enter(here):
        assert access_referral(referral_id=referral_id).state == arrow.source


def test_nothing_expires_before_its_term(seat: GetSeat) -> None:
    referral_id = sent(seat("alpha"), seat("beta"))
    with enter(seat("north")):
        referral = access_referral(referral_id=referral_id, lock=True)
        with pytest.raises(NotLate) as refusal:
            operations.move(
                referral=referral, name="expire", version=1, by=actor(seat("north")), reason="no_answer"
            )
    assert "term" in str(refusal.value) or "termine" in str(refusal.value)
    assert issubclass(refusal.type, ExchangeRefusal)
