"""What the database lets each Ente see: parties their own, the desk no envelope, others nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from django.db import ProgrammingError, transaction
from django.http import Http404

from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from ambito.vault.packets import SealedPacket
from consortium.exchange import operations
from consortium.exchange.enums import RELEASED_IN, State, Tier
from consortium.exchange.models import Envelope, Referral, Step
from consortium.exchange.queries import access_referral, released_envelopes
from tests.consortium.exchange.sending import ENVELOPES, KEY, actor, sent

GetSeat = Callable[[str], Seat]
STRANGERS = ("gamma", "south", "vela")


@pytest.mark.promise("Q5")
@pytest.mark.parametrize("who", STRANGERS)
def test_others_see_nothing(seat: GetSeat, who: str) -> None:
    """Gamma is of another consortium, South its desk, Vela a cooperative without any right."""
    referral_id = sent(seat("alpha"), seat("beta"))
    with enter(seat(who)):
        if seat(who).kind == "cooperative":
            with pytest.raises(ProgrammingError), transaction.atomic():
                access_referral(referral_id=referral_id)
            return
        with pytest.raises(Http404):
            access_referral(referral_id=referral_id)
        assert (Referral.objects.count(), Step.objects.count()) == (0, 0)


@pytest.mark.promise("Q5")
def test_a_third_town_of_the_same_consortium_sees_nothing(seat: GetSeat) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    with enter(beta):
        passing = Referral.objects.create(
            consortium_id=beta.consortium_id, sender_id=beta.ente_id, receiver_id=uuid7(), state=State.SENT
        )
    with enter(alpha), pytest.raises(Http404):
        access_referral(referral_id=passing.pk)


@pytest.mark.promise("Q5")
@pytest.mark.parametrize("state", State.values)
def test_the_desk_sees_the_referral_and_no_envelope(seat: GetSeat, state: str) -> None:
    referral_id = sent(seat("alpha"), seat("beta"))
    with enter(seat("beta")):
        Referral.objects.update(state=state)
    with enter(seat("north")):
        assert access_referral(referral_id=referral_id).state == state
        with pytest.raises(ProgrammingError), transaction.atomic():
            list(Envelope.objects.order_by("pk"))


@pytest.mark.promise("Q5")
@pytest.mark.parametrize(("state", "tier"), list(product(State.values, [Tier.T0, Tier.T1, Tier.T2])))
def test_an_envelope_is_released_exactly_in_its_states(seat: GetSeat, state: str, tier: Tier) -> None:
    referral_id = sent(seat("alpha"), seat("beta"))
    with enter(seat("beta")):
        Referral.objects.update(state=state)
        referral = access_referral(referral_id=referral_id)
        content = released_envelopes(referral=referral, tiers=[tier]).get(tier)
    assert content == (ENVELOPES[tier].content if state in RELEASED_IN[tier] else None)
    with enter(seat("alpha")):
        assert released_envelopes(referral=referral, tiers=[tier]) == {}


@pytest.mark.parametrize("state", State.values)
def test_the_answer_goes_to_the_sender_alone(seat: GetSeat, state: str) -> None:
    referral_id = sent(seat("alpha"), seat("beta"))
    with enter(seat("beta")):
        referral = access_referral(referral_id=referral_id)
        packet = SealedPacket(b"back", KEY)
        operations.return_outcome(referral=referral, packet=packet, by=actor(seat("beta")))
        Referral.objects.update(state=state)
        assert released_envelopes(referral=referral, tiers=[Tier.BACK]) == {}
    with enter(seat("alpha")):
        assert released_envelopes(referral=referral, tiers=[Tier.BACK]) == {Tier.BACK: b"back"}


@pytest.mark.parametrize(
    ("who", "tier"),
    [("beta", Tier.T2), ("alpha", Tier.BACK)],
    ids=["receiver as sender", "sender as receiver"],
)
def test_nobody_writes_the_other_sides_envelope(seat: GetSeat, who: str, tier: Tier) -> None:
    referral_id = sent(seat("alpha"), seat("beta"), envelopes={})
    with enter(seat(who)), pytest.raises(ProgrammingError), transaction.atomic():
        Envelope.objects.bulk_create([Envelope(referral_id=referral_id, tier=tier, content=b"forged")])


@pytest.mark.parametrize("column", ["sender_id", "receiver_id", "consortium_id", "kind", "service", "number"])
@pytest.mark.parametrize("who", ["alpha", "beta", "north"])
def test_what_was_sent_stays_as_it_was_sent(seat: GetSeat, who: str, column: str) -> None:
    sent(seat("alpha"), seat("beta"))
    with enter(seat(who)), pytest.raises(ProgrammingError), transaction.atomic():
        Referral.objects.update(**{column: Referral.objects.values_list(column, flat=True)[:1].get()})


@pytest.mark.parametrize("who", ["alpha", "beta", "north"])
def test_steps_are_only_added(seat: GetSeat, who: str) -> None:
    sent(seat("alpha"), seat("beta"))
    with enter(seat(who)):
        for attempt in (lambda: Step.objects.update(part="desk"), lambda: Step.objects.all().delete()):
            with pytest.raises(ProgrammingError), transaction.atomic():
                attempt()


def test_nobody_sends_in_the_name_of_another_town(seat: GetSeat) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    with enter(beta), pytest.raises(ProgrammingError), transaction.atomic():
        Referral.objects.create(
            consortium_id=beta.consortium_id,
            sender_id=alpha.ente_id,
            receiver_id=beta.ente_id,
            state=State.SENT,
        )
