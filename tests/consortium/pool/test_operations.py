"""A pooled psychologist gets hours in a town, and may come in only within their dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.access.doors import Missing
from ambito.audit.models import Row
from ambito.audit.town.models import TownRow
from ambito.events import registry as events
from ambito.events.models import Event
from ambito.tenancy.context import enter
from ambito.tenancy.seats import SYSTEM, ActorRef, Seat
from consortium.catalogue.errors import UnknownCode
from consortium.pool import queries
from consortium.pool.errors import BeyondAgreement, NotPooled, OutsideAgreement
from consortium.pool.models import Allocation, PoolAgreement
from consortium.pool.operations import agree_hours, allocate, end_allocation
from consortium.registry.models import Membership
from consortium.registry.queries import memberships
from consortium.registry.queries.memberships import held
from consortium.workforce.errors import BeyondContract, ChangedMeanwhile
from consortium.workforce.models import Worker
from tests.consortium.workforce.staff import HOUR, YEAR, actor, days, hired, partners
from tests.towns import user_id

GetSeat = Callable[[str], Seat]
MARCH = days(date(2026, 3, 1), date(2026, 3, 31))
SPRING = days(date(2026, 3, 1), date(2026, 5, 31))


def agreed(consortium: str, town: Seat, weekly_minutes: int = 12 * HOUR, during: DateRange = YEAR) -> None:
    by = actor(consortium, "consortium_manager")
    assert by.ente_id is not None
    agree_hours(
        consortium_id=by.ente_id,
        town_id=town.ente_id,
        profile="psychologist",
        weekly_minutes=weekly_minutes,
        during=during,
        by=by,
    )


def given(
    worker: Worker, town: Seat, by: ActorRef, weekly_minutes: int = 6 * HOUR, during: DateRange = SPRING
) -> Allocation:
    return allocate(
        worker=worker,
        town_id=town.ente_id,
        area="minors_families",
        weekly_minutes=weekly_minutes,
        during=during,
        by=by,
    )


@pytest.fixture
def manager(seat: GetSeat) -> ActorRef:
    return actor("north", "consortium_manager")


@pytest.fixture
def worker(seat: GetSeat) -> Worker:
    return hired(employer="north", who="rete", weekly_minutes=10 * HOUR)


def roles(town: Seat, on: date) -> list[str]:
    with enter(town):
        found = held(Membership.objects.filter(user_id=user_id("rete")), on)
        return list(found.values_list("role", flat=True))


def test_access_begins_and_ends_with_the_allocation(seat: GetSeat, manager: ActorRef, worker: Worker) -> None:
    with enter(seat("north"), actor=manager):
        agreed("north", seat("beta"))
        allocation = given(worker, seat("beta"), manager)
        granted = Row.objects.get(kind="role_granted")
        assert granted.detail == {"role": "psychologist", "source": f"allocation:{allocation.pk}"}
        assert Row.objects.filter(kind="staffing_event", subject_id=allocation.pk).count() == 1
    assert roles(seat("beta"), date(2026, 2, 28)) == []
    assert roles(seat("beta"), date(2026, 3, 1)) == ["psychologist"]
    assert roles(seat("beta"), date(2026, 5, 31)) == ["psychologist"]
    assert roles(seat("beta"), date(2026, 6, 1)) == []
    assert roles(seat("alpha"), date(2026, 3, 1)) == []


def test_an_ended_allocation_ends_the_access(seat: GetSeat, manager: ActorRef, worker: Worker) -> None:
    with enter(seat("north"), actor=manager):
        agreed("north", seat("beta"))
        allocation = given(worker, seat("beta"), manager)
        end_allocation(allocation=allocation, last_day=date(2026, 4, 10), version=1, by=manager)
        with pytest.raises(ChangedMeanwhile):
            end_allocation(allocation=allocation, last_day=date(2026, 4, 20), version=1, by=manager)
    assert roles(seat("beta"), date(2026, 4, 10)) == ["psychologist"]
    assert roles(seat("beta"), date(2026, 4, 11)) == []


def test_ending_never_lengthens(seat: GetSeat, manager: ActorRef, worker: Worker) -> None:
    with enter(seat("north"), actor=manager):
        agreed("north", seat("beta"))
        allocation = given(worker, seat("beta"), manager, during=MARCH)
        end_allocation(allocation=allocation, last_day=date(2026, 9, 1), version=1, by=manager)
        assert Allocation.objects.get().during == MARCH
    assert roles(seat("beta"), date(2026, 4, 1)) == []


def test_one_that_ends_before_it_began_was_never(seat: GetSeat, manager: ActorRef, worker: Worker) -> None:
    with enter(seat("north"), actor=manager):
        agreed("north", seat("beta"))
        allocation = given(worker, seat("beta"), manager, during=MARCH)
        end_allocation(allocation=allocation, last_day=date(2026, 2, 1), version=1, by=manager)
        assert Allocation.objects.get().during.isempty
        assert not queries.allocations_on(date(2026, 1, 1)).exists()
    assert roles(seat("beta"), date(2026, 3, 1)) == []


def test_no_more_hours_than_the_town_agreed(seat: GetSeat, manager: ActorRef, worker: Worker) -> None:
    beta = seat("beta")
    with enter(seat("north"), actor=manager):
        agreed("north", beta, 8 * HOUR)
        given(worker, beta, manager)
        with pytest.raises(BeyondAgreement) as refusal:
            given(worker, beta, manager, 3 * HOUR, days(date(2026, 5, 31), date(2026, 6, 30)))
        assert refusal.value.params == {"left": "2"}
        given(worker, beta, manager, 8 * HOUR, days(date(2026, 6, 1), date(2026, 6, 30)))


def test_no_more_hours_than_the_contract_over_all_towns(
    seat: GetSeat, manager: ActorRef, worker: Worker
) -> None:
    with enter(seat("north"), actor=manager):
        agreed("north", seat("alpha"))
        agreed("north", seat("beta"))
        given(worker, seat("alpha"), manager)
        with pytest.raises(BeyondContract) as refusal:
            given(worker, seat("beta"), manager)
        assert refusal.value.params == {"wanted": "12", "contract": "10"}
        given(worker, seat("beta"), manager, 4 * HOUR)


def test_without_an_agreement_nobody_comes(seat: GetSeat, manager: ActorRef, worker: Worker) -> None:
    with enter(seat("north"), actor=manager):
        with pytest.raises(OutsideAgreement):
            given(worker, seat("beta"), manager)
        agreed("north", seat("beta"), during=MARCH)
        with pytest.raises(OutsideAgreement):
            given(worker, seat("beta"), manager)
        with pytest.raises(UnknownCode):
            allocate(
                worker=worker,
                town_id=seat("beta").ente_id,
                area="moon",
                weekly_minutes=60,
                during=MARCH,
                by=manager,
            )


def test_only_the_consortiums_own_professionals_are_shared(seat: GetSeat, manager: ActorRef) -> None:
    partners()
    of_a_cooperative = hired(employer="vela", who="vela")
    social_worker = hired(employer="north", who="beta", profile="social_worker")
    with enter(seat("north"), actor=manager):
        agreed("north", seat("beta"))
        for other in (of_a_cooperative, social_worker):
            with pytest.raises(NotPooled):
                given(other, seat("beta"), manager)
        with pytest.raises(NotPooled):
            agree_hours(
                consortium_id=seat("north").ente_id,
                town_id=seat("beta").ente_id,
                profile="social_worker",
                weekly_minutes=60,
                during=YEAR,
                by=manager,
            )


def test_nobody_allocates_themselves(seat: GetSeat, worker: Worker) -> None:
    myself = actor("north", "consortium_manager", user_id("rete"))
    with enter(seat("north"), actor=myself):
        agreed("north", seat("beta"))
        with pytest.raises(ValidationError, match=r"themselves|stess"), transaction.atomic():
            given(worker, seat("beta"), myself)
        assert not Allocation.objects.exists()


def test_consortia_and_towns_are_blind_to_each_other(
    seat: GetSeat, manager: ActorRef, worker: Worker
) -> None:
    southern = hired(employer="south", who="rete", weekly_minutes=10 * HOUR)
    south_manager = actor("south", "consortium_manager")
    with enter(seat("north"), actor=manager):
        agreed("north", seat("beta"))
        allocation = given(worker, seat("beta"), manager)
    with enter(seat("south"), actor=south_manager):
        agreed("south", seat("gamma"))
        other = given(southern, seat("gamma"), south_manager)
        assert list(Allocation.objects.order_by("id")) == [other]
        with pytest.raises(Missing):
            queries.access_allocation(pk=allocation.pk, by=south_manager, lock=True)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            agreed("south", seat("beta"))
    for name, found in (("beta", 1), ("gamma", 1), ("alpha", 0), ("vela", None)):
        with enter(seat(name)):
            if found is None:
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    Allocation.objects.count()
                continue
            assert (Allocation.objects.count(), PoolAgreement.objects.count()) == (found, found)


def test_the_figures_of_every_town(seat: GetSeat, manager: ActorRef, worker: Worker) -> None:
    with enter(seat("north"), actor=manager):
        agreed("north", seat("beta"))
        given(worker, seat("beta"), manager)
        rows = queries.figures(seat("north").ente_id, date(2026, 3, 1))
        assert [(row.name, row.agreed, row.allocated) for row in rows] == [
            ("Alpha", 0, 0),
            ("Beta", 12 * HOUR, 6 * HOUR),
        ]
        assert [row.town_id for row in queries.agreements(date(2026, 3, 1))] == [seat("beta").ente_id]
        assert queries.pooled_workers(seat("north").ente_id) == [worker]


def test_the_town_hears_of_it_and_logs_it(seat: GetSeat, manager: ActorRef, worker: Worker) -> None:
    beta = seat("beta")
    with enter(seat("north"), actor=manager):
        agreed("north", beta)
        allocation = given(worker, beta, manager)
        end_allocation(allocation=allocation, last_day=date(2026, 3, 1), version=1, by=manager)
    with enter(beta, actor=SYSTEM):
        news = list(Event.objects.order_by("id"))
        assert [event.name for event in news] == ["pool.allocated", "pool.ended"]
        for event in news:
            events.handle(event.name, at="town", sender_id=event.sender_id, payload=event.payload)
        logged = TownRow.objects.filter(kind="staffing_event").order_by("id")
        assert [row.detail["step"] for row in logged] == ["allocated", "ended"]


def test_the_membership_is_the_towns_to_read(seat: GetSeat, manager: ActorRef, worker: Worker) -> None:
    with enter(seat("north"), actor=manager):
        agreed("north", seat("beta"))
        allocation = given(worker, seat("beta"), manager)
    with enter(seat("beta")):
        assert len(memberships.opened_by(allocation.source, seat("beta").ente_id)) == 1
