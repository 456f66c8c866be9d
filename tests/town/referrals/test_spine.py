"""The story of a referral, from the sending town to the receiving one and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ambito.access.doors import Missing
from ambito.audit.town.models import TownRow
from ambito.events import delivery
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.exchange import operations as exchange
from consortium.exchange.enums import State, Tier
from consortium.exchange.errors import AlreadySent, MovedMeanwhile
from consortium.exchange.queries import access_referral
from tests.town.acting import a_case, actor, inside, somebody
from tests.town.referrals.passing import (
    CANARY,
    STORY,
    accepted,
    deliver,
    incoming,
    opened,
    outgoing,
    sent,
    the_case,
    words,
)
from town.cases.models import Case
from town.cases.rules import is_taken_elsewhere
from town.people.models import Person
from town.projects import operations as projects
from town.referrals import operations, packet, queries
from town.referrals.errors import (
    NeverSent,
    NoKeyThere,
    NotInformed,
    NotReleased,
    NotTheAssessor,
    NotYetReceived,
    TwinOpen,
)
from town.referrals.models import Incoming, Outgoing
from town.referrals.packet import NEVER, default_items
from town.referrals.rules import opens_packet

GetSeat = Callable[[str], Seat]


@pytest.fixture(autouse=True)
def at_hand(town: GetSeat) -> None:
    """The seats are looked up before anybody is inside a town."""
    for name in ("alpha", "beta", "north"):
        town(name)


def test_the_whole_way_and_the_outcome_back(town: GetSeat) -> None:
    pk = sent()
    assert accepted(pk) == []
    with inside("coordinator", "beta") as by:
        row = incoming(pk)
        assert row.case is not None
        here = row.case.person
        assert (here.surname, str(here.birth_date), here.phone) == (CANARY, "1947-05-02", "")
        operations.move_received(received=row, name="start", version=3, by=by)
        operations.complete(received=row, version=4, outcome="reached", words="Sta meglio.", by=by)
    deliver()
    with inside("social_worker") as by:
        mine = outgoing(pk)
        assert (mine.state, mine.outcome_code, mine.due_at) == (State.COMPLETED, "reached", None)
        assert queries.answer_of(row=mine, referral=queries.exchanged(mine), by=by) == "Sta meglio."
        told = [step.verb for step in queries.steps_of(queries.exchanged(mine))]
        assert len(told) == 5
        assert is_taken_elsewhere(mine.case, by, timezone.localdate())


def read(pk: object, tier: Tier) -> dict[str, str]:
    with inside("coordinator", "beta") as by:
        row = Incoming.objects.get(pk=pk)
        items = queries.opened(row=row, referral=queries.exchanged(row), tiers=[tier], by=by)[tier]
    return {item.code: item.value for item in items}


@pytest.mark.promise("Q5")
def test_each_tier_opens_in_its_turn(town: GetSeat) -> None:
    pk = sent()
    arrived = read(pk, Tier.T0)
    assert arrived["age_band"] == "75–84"
    assert CANARY not in str(arrived)
    for tier in (Tier.T1, Tier.T2):
        with pytest.raises(NotReleased):
            read(pk, tier)
    opened(pk)
    deciding = read(pk, Tier.T1)
    assert (deciding["initials"], deciding["birth_year"]) == ("Z. I.", "1947")
    assert deciding["safety_instruction"] == "Chiamare il figlio"
    assert CANARY not in str(deciding)
    with pytest.raises(NotReleased):
        read(pk, Tier.T2)
    with inside("coordinator", "beta") as by:
        row = incoming(pk)
        operations.accept(received=row, version=2, by=by)
    packet = read(pk, Tier.T2)
    assert CANARY in packet["identity"]
    assert packet["case_summary"] == STORY
    assert packet["address"].endswith(" 4")


def test_every_opening_and_every_item_is_in_the_log(town: GetSeat) -> None:
    pk = sent()
    with inside():
        ledger = TownRow.objects.filter(kind="disclosure", subject_id=pk).order_by("pk")
        disclosed = {row.detail["item"]: row.detail["tier"] for row in ledger}
        assert disclosed["identity"] == "T2"
        assert set(disclosed) == set(outgoing(pk).items)
        assert not NEVER & set(disclosed)
    read(pk, Tier.T0)
    accepted(pk)
    with inside(at="beta"):
        openings = TownRow.objects.filter(kind="packet_opened", subject_id=pk).order_by("at", "pk")
        assert [row.detail["tier"] for row in openings] == ["T0", "T2", "T2"]


def test_the_current_project_goes_with_it(town: GetSeat) -> None:
    with inside("social_worker") as by:
        case = the_case()
        project = projects.open_project(case=case, kind="elderly_pai", objectives=["Esce di casa"], by=by)
        today = timezone.localdate()
        projects.agree(project=project, version=1, with_whom="lei", how="signature", agreed_on=today, by=by)
        said = words()
        operations.send_referral(case=case, by=by, **said)
    deliver()
    accepted(said["referral_id"])
    assert read(said["referral_id"], Tier.T2)["project_summary"] == "Esce di casa"


def test_a_double_is_shown_before_a_case_is_opened(town: GetSeat) -> None:
    with inside(at="beta") as by:
        known = somebody(CANARY, "Ines", birth_date="1947-05-02", by=by)
    pk = sent()
    assert accepted(pk) == [known]
    with inside(at="beta") as by:
        row = incoming(pk)
        assert row.case is None
        with pytest.raises(NotYetReceived):
            operations.move_received(received=row, name="start", version=row.version, by=by)
        operations.take_in(received=row, person=known, by=by)
        operations.take_in(received=row, person=None, by=by)
        assert (Person.objects.count(), Case.objects.count()) == (1, 1)
        assert row.case is not None
        assert row.case.person == known


def test_what_is_refused_is_sealed_again(town: GetSeat) -> None:
    """A confirmed refusal leaves the receiving town the receipt and nothing to read."""
    pk = sent()
    opened(pk)
    with inside("coordinator", "beta") as by:
        row = incoming(pk)
        operations.move_received(received=row, name="propose_decline", version=2, reason="no_capacity", by=by)
    north = town("north")
    with enter(north):
        referral = access_referral(referral_id=pk, lock=True)
        exchange.move(
            referral=referral,
            name="confirm",
            version=3,
            reason="reason_holds",
            by=actor("consortium_desk", "north"),
        )
    deliver()
    with inside("coordinator", "beta") as by:
        row = incoming(pk)
        assert row.state == State.DECLINED
        for tier in (Tier.T0, Tier.T1, Tier.T2):
            with pytest.raises(NotReleased):
                queries.opened(row=row, referral=queries.exchanged(row), tiers=[tier], by=by)
    with inside():
        assert outgoing(pk).state == State.DECLINED
        assert queries.steps_of(queries.exchanged(outgoing(pk)))[0].reason


def refused(refusal: type[Exception], **changes: object) -> None:
    with inside("social_worker") as by:
        case = Case.objects.get()
        with pytest.raises(refusal) as said:
            operations.send_referral(case=case, by=by, **words(**changes))
        assert str(said.value)


def test_what_is_not_sent(town: GetSeat) -> None:
    with inside():
        the_case()
    refused(NotInformed, informed_on=None)
    refused(NotInformed, informed_on=timezone.localdate() + timedelta(days=1))
    for item in sorted(NEVER):
        refused(NeverSent, items=[item])
    with inside():
        assert not Outgoing.objects.exists()


def test_nothing_is_sent_where_nobody_could_open_it(town: GetSeat) -> None:
    with inside():
        the_case()
    refused(NoKeyThere, receiver_id=town("gamma").ente_id)
    with inside():
        assert not Outgoing.objects.exists()


def test_the_same_form_twice_and_a_twin(town: GetSeat) -> None:
    pk = sent()
    refused(AlreadySent, referral_id=pk)
    refused(TwinOpen)
    with inside():
        assert Outgoing.objects.count() == 1


def test_who_may_send(town: GetSeat) -> None:
    with inside():
        case = the_case()
        for role in ("placed_worker", "psychologist", "desk_operator"):
            with pytest.raises(PermissionDenied):
                operations.send_referral(case=case, by=actor(role), **words())
        assert operations.send_referral(case=case, by=actor("coordinator"), **words()).number


def test_news_told_twice_is_written_once(town: GetSeat) -> None:
    pk = sent()
    with inside(at="beta"):
        operations.learn_sent(referral_id=pk, sender_id=town_id(pk))
        assert Incoming.objects.count() == 1
    assert delivery.deliver(town("beta")) == 0


def town_id(pk: object) -> object:
    return Incoming.objects.get(pk=pk).sender_id


def test_recalling_closes_the_packet(town: GetSeat) -> None:
    pk = sent()
    with inside("social_worker") as by:
        operations.move_sent(sent=outgoing(pk), name="recall", version=1, reason="recall_need_ended", by=by)
    deliver()
    with inside(at="beta"):
        assert incoming(pk).state == State.RECALLED
    with pytest.raises(NotReleased):
        read(pk, Tier.T0)


def test_who_does_not_follow_the_case_moves_nothing(town: GetSeat) -> None:
    pk = sent()
    for role in ("placed_worker", "desk_operator"):
        with inside(role) as by, pytest.raises(PermissionDenied):
            operations.move_sent(
                sent=outgoing(pk), name="recall", version=1, reason="recall_need_ended", by=by
            )
    with inside("desk_operator", "beta") as by:
        with pytest.raises(PermissionDenied):
            operations.open_referral(received=incoming(pk), version=1, assessor=None, by=by)
        assert incoming(pk).state == State.SENT


def test_an_outcome_needs_no_words(town: GetSeat) -> None:
    pk = sent()
    accepted(pk)
    with inside("coordinator", "beta") as by:
        row = incoming(pk)
        operations.move_received(received=row, name="start", version=3, by=by)
        operations.complete(received=row, version=4, outcome="reached", words="", by=by)
    with inside("social_worker") as by:
        mine = outgoing(pk)
        assert queries.answer_of(row=mine, referral=queries.exchanged(mine), by=by) == ""


def test_who_has_no_code_has_none_there_either(town: GetSeat) -> None:
    with inside():
        case = a_case(somebody(CANARY, "Ines", no_code_reason=""), referent="social_worker")
    with inside("social_worker") as by:
        said = words()
        operations.send_referral(case=case, by=by, **said)
    deliver()
    accepted(said["referral_id"])
    with inside(at="beta"):
        here = Person.objects.get()
        assert (here.codice_fiscale, here.no_code_reason, here.birth_date) == ("", "unknown", None)


def test_a_packet_that_does_not_say_who_takes_nobody_in(
    town: GetSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packet, "ALWAYS", frozenset())
    pk = sent(items=default_items() - {"identity"})
    with pytest.raises(NotReleased):
        accepted(pk)
    with inside(at="beta"):
        assert (incoming(pk).state, Person.objects.count()) == (State.REVIEWING, 0)


def test_a_stale_page_accepts_nothing(town: GetSeat) -> None:
    pk = sent()
    opened(pk)
    with inside("coordinator", "beta") as by, pytest.raises(MovedMeanwhile):
        operations.accept(received=incoming(pk), version=1, by=by)


def test_only_the_assessor_accepts_and_reads(town: GetSeat) -> None:
    pk = sent()
    opened(pk, assessor="social_worker")
    today = timezone.localdate()
    with inside("coordinator", "beta") as by:
        with pytest.raises(NotTheAssessor):
            operations.accept(received=incoming(pk), version=2, by=by)
        assert not opens_packet(incoming(pk), by, today)
    with inside("social_worker", "beta") as by:
        operations.accept(received=incoming(pk), version=2, by=by)
        assert opens_packet(incoming(pk), by, today)
    for role in ("placed_worker", "desk_operator", "psychologist"):
        with inside(role, "beta") as by:
            with pytest.raises(Missing):
                queries.access_incoming(pk=pk, by=by)
            with pytest.raises(PermissionDenied):
                operations.identity_of(received=incoming(pk), by=by)


def test_the_address_of_a_protected_person_stays(town: GetSeat) -> None:
    with inside() as by:
        case = the_case()
        Case.objects.update(locked=True)
        Person.objects.update(locked=True)
        case.refresh_from_db()
        case.person.refresh_from_db()
        case.readers.create(user_id=by.user_id)
        case.person.readers.create(user_id=by.user_id)
        said = words(items=default_items())
        row = operations.send_referral(case=case, by=by, **said)
        assert "address" not in row.items
