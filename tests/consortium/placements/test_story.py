"""A cooperative's worker is placed in a town, and may come in only within the dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction

from ambito.access.doors import Missing
from ambito.access.errors import GuardRefused, RoleRefused
from ambito.audit.models import Row
from ambito.audit.town.models import TownRow
from ambito.events import registry as events
from ambito.events.models import Event
from ambito.tenancy.context import enter
from ambito.tenancy.seats import SYSTEM, Seat
from consortium.placements import operations, queries
from consortium.placements.errors import NotAPartner, NotOurWorker, OutsideDates, WrongReason
from consortium.placements.models import Designation, Placement
from consortium.registry.models import Membership
from consortium.registry.queries.memberships import held
from consortium.workforce.errors import ChangedMeanwhile
from tests.consortium.placements import staged
from tests.consortium.placements.staged import PERIOD
from tests.consortium.workforce.staff import HOUR, actor, hired, partners
from tests.guards.clock import Clock
from tests.towns import user_id

GetSeat = Callable[[str], Seat]


@pytest.fixture(autouse=True)
def now(seat: GetSeat, clock: Clock) -> Clock:
    clock.stand(staged.BEGINNING)
    partners()
    return clock


def inside(town: Seat, on: date, who: str = "vela") -> bool:
    with enter(town):
        return held(Membership.objects.filter(user_id=user_id(who), role="placed_worker"), on).exists()


def deliver(receiver: Seat) -> list[str]:
    """Hand over what waits in the outbox; the steps that were told."""
    with enter(receiver, actor=SYSTEM):
        waiting = list(Event.objects.filter(receiver_id=receiver.ente_id, done_at=None).order_by("id"))
        for event in waiting:
            events.handle(event.name, at=receiver.kind, sender_id=event.sender_id, payload=event.payload)
        Event.objects.filter(pk__in=[event.pk for event in waiting]).update(done_at=event.created_at)
        return [event.payload["step"] for event in waiting]


def as_cooperative(placement: Placement, step: Callable[..., None], **more: object) -> Placement:
    by = staged.cooperative()
    with enter(staged.seat("vela"), actor=by):
        mine = queries.access_placement(pk=placement.pk, by=by, lock=True)
        step(placement=mine, version=mine.version, by=by, **more)
        return mine


def as_town(placement: Placement, step: Callable[..., None], **more: object) -> Placement:
    by = staged.town()
    with enter(staged.seat("beta"), actor=by):
        mine = queries.access_placement(pk=placement.pk, by=by, lock=True)
        step(placement=mine, version=mine.version, by=by, **more)
        return mine


def test_agreement_opens_the_town_from_first_to_last_day(seat: GetSeat) -> None:
    placement = staged.designated(staged.requested(), staged.social_worker())
    assert not inside(seat("beta"), PERIOD.lower)
    placement = staged.agreed(placement)
    beta = seat("beta")
    assert [inside(beta, on) for on in (date(2026, 3, 1), date(2026, 3, 2))] == [False, True]
    assert [inside(beta, on) for on in (date(2026, 6, 30), date(2026, 7, 1))] == [True, False]
    assert not inside(seat("alpha"), PERIOD.lower)
    with enter(beta):
        assert TownRow.objects.get(kind="role_granted").detail["source"] == placement.source
    assert deliver(seat("vela")) == ["request", "agree"]
    assert deliver(beta) == ["designate"]


def test_it_begins_and_is_announced_by_the_calendar(seat: GetSeat) -> None:
    placement = staged.agreed(staged.designated(staged.requested(), staged.social_worker()))
    assert staged.turned(date(2026, 3, 1)) == 0
    assert staged.turned(date(2026, 3, 2)) == 1
    assert staged.turned(date(2026, 3, 3)) == 0
    assert staged.turned(date(2026, 5, 31)) == 0
    assert staged.turned(date(2026, 6, 1)) == 1
    with enter(seat("north")):
        assert queries.counts() == {"ending": 1}
    as_town(placement, operations.end)
    with enter(seat("north")):
        assert queries.counts() == {"ended": 1}


def test_ending_closes_the_town_at_once(seat: GetSeat, now: Clock) -> None:
    placement = staged.active(staged.social_worker())
    now.stand("2026-06-10 09:00")
    as_cooperative(placement, operations.give_notice, last_day=date(2026, 6, 20), reason="left")
    deliver(seat("beta"))
    assert [inside(seat("beta"), date(2026, 6, day)) for day in (20, 21)] == [True, False]
    as_town(placement, operations.end)
    assert not inside(seat("beta"), date(2026, 6, 10))
    assert inside(seat("beta"), date(2026, 6, 9))


def test_suspension_closes_and_resumption_opens_anew(seat: GetSeat, now: Clock) -> None:
    placement = staged.active(staged.social_worker())
    now.stand("2026-04-10 09:00")
    as_cooperative(placement, operations.suspend, reason="absence")
    deliver(seat("beta"))
    assert not inside(seat("beta"), date(2026, 4, 10))
    now.stand("2026-04-20 09:00")
    as_cooperative(placement, operations.resume)
    deliver(seat("beta"))
    days = [date(2026, 4, 9), date(2026, 4, 19), date(2026, 4, 20), date(2026, 6, 30)]
    assert [inside(seat("beta"), on) for on in days] == [True, False, True, True]


def test_a_substitute_takes_over_on_the_day(seat: GetSeat, now: Clock) -> None:
    placement = staged.active(staged.social_worker())
    second = staged.social_worker(who="north")
    now.stand("2026-04-10 09:00")
    as_cooperative(placement, operations.start_replacement, reason="left")
    for wrong in (PERIOD.lower, date(2026, 8, 1)):
        with pytest.raises(OutsideDates):
            as_cooperative(placement, operations.substitute, worker=second, first_day=wrong)
    as_cooperative(placement, operations.substitute, worker=second, first_day=date(2026, 4, 15))
    deliver(seat("beta"))
    for who, days in (("vela", [True, False]), ("north", [False, True])):
        assert [inside(seat("beta"), date(2026, 4, day), who) for day in (14, 15)] == days
    with enter(seat("beta")):
        present = queries.present_in(seat("beta").ente_id, date(2026, 4, 10))
        assert {one.worker.user_id for one in present} == {user_id("vela"), user_id("north")}
        latest = queries.latest(Placement.objects.get())
        assert latest is not None
        assert latest.worker_id == second.pk


def test_objection_answer_and_another_worker(seat: GetSeat) -> None:
    placement = staged.designated(staged.requested(), staged.social_worker())
    with pytest.raises(WrongReason):
        as_town(placement, operations.object_to, reason="left")
    as_town(placement, operations.object_to, reason="conflict")
    as_cooperative(placement, operations.justify, reason="evidence")
    as_town(placement, operations.object_to, reason="register")
    second = staged.social_worker(who="north")
    staged.designated(placement, second)
    staged.agreed(placement)
    assert inside(seat("beta"), PERIOD.lower, "north")
    assert not inside(seat("beta"), PERIOD.lower, "vela")


def test_notice_names_a_day_inside_the_placement(seat: GetSeat) -> None:
    placement = staged.active(staged.social_worker())
    with pytest.raises(OutsideDates):
        as_cooperative(placement, operations.give_notice, last_day=date(2026, 7, 1), reason="left")
    as_cooperative(placement, operations.give_notice, last_day=date(2026, 6, 30), reason="left")
    deliver(seat("beta"))
    assert inside(seat("beta"), date(2026, 6, 30))


def test_withdrawal_after_agreement_leaves_no_day(seat: GetSeat) -> None:
    placement = staged.agreed(staged.designated(staged.requested(), staged.social_worker()))
    as_cooperative(placement, operations.withdraw, reason="nobody_free")
    deliver(seat("beta"))
    assert not inside(seat("beta"), PERIOD.lower)


def test_a_late_agreement_opens_from_today(seat: GetSeat, now: Clock) -> None:
    placement = staged.designated(staged.requested(), staged.social_worker())
    now.stand("2026-03-10 09:00")
    staged.agreed(placement)
    assert [inside(seat("beta"), date(2026, 3, day)) for day in (9, 10)] == [False, True]


def test_after_the_last_day_nothing_opens(seat: GetSeat, now: Clock) -> None:
    placement = staged.designated(staged.requested(), staged.social_worker())
    now.stand("2026-07-01 09:00")
    staged.agreed(placement)
    with enter(seat("beta")):
        assert not Membership.objects.filter(source=placement.source).exists()


def test_the_news_may_come_twice(seat: GetSeat, now: Clock) -> None:
    placement = staged.active(staged.social_worker())
    now.stand("2026-04-10 09:00")
    as_cooperative(placement, operations.suspend, reason="absence")
    for _ in range(2):
        with enter(seat("beta"), actor=SYSTEM):
            events.handle(
                "placements.moved",
                at="town",
                sender_id=seat("vela").ente_id,
                payload={"placement_id": placement.pk, "step": "suspend"},
            )
    with enter(seat("beta")):
        assert Membership.objects.filter(source=placement.source).count() == 1


def test_only_own_workers_of_the_profession_within_their_contract(seat: GetSeat) -> None:
    placement = staged.requested()
    others = [
        hired(employer="vela", who="beta", profile="psychologist"),
        staged.social_worker(who="rete", employer="rete"),
    ]
    for other in others:
        with pytest.raises(NotOurWorker):
            staged.designated(placement, other)
    with pytest.raises(GuardRefused) as refusal:
        staged.designated(placement, staged.social_worker(who="alpha", weekly_minutes=10 * HOUR))
    assert refusal.value.guard == "within_contract"


def test_a_contract_counts_the_hours_of_all_towns(seat: GetSeat) -> None:
    worker = staged.social_worker(weekly_minutes=30 * HOUR)
    staged.designated(staged.requested(at="alpha"), worker)
    with pytest.raises(GuardRefused):
        staged.designated(staged.requested(at="beta"), worker)
    staged.designated(staged.requested(at="beta", weekly_minutes=12 * HOUR), worker)


def test_who_is_not_registered_is_not_designated(seat: GetSeat) -> None:
    worker = staged.social_worker()
    with enter(seat("vela")):
        type(worker).objects.filter(pk=worker.pk).update(register_number="")
    worker.register_number = ""
    with pytest.raises(GuardRefused) as refusal:
        staged.designated(staged.requested(), worker)
    assert refusal.value.guard == "registered"


def test_only_partners_are_asked(seat: GetSeat) -> None:
    with pytest.raises(NotAPartner):
        staged.requested(at="gamma", of="rete", consortium="south")


def test_stale_forms_and_wrong_parts_are_refused(seat: GetSeat) -> None:
    placement = staged.designated(staged.requested(), staged.social_worker())
    with enter(seat("beta")):
        mine = Placement.objects.get()
        with pytest.raises(ChangedMeanwhile):
            operations.agree(placement=mine, version=1, by=staged.town())
        for stranger in (staged.cooperative(), staged.town("alpha"), actor("beta", "social_worker")):
            with pytest.raises(RoleRefused):
                operations.agree(placement=mine, version=placement.version, by=stranger)


def test_nobody_agrees_to_their_own_placement(seat: GetSeat) -> None:
    placement = staged.designated(staged.requested(), staged.social_worker())
    by = actor("beta", "coordinator", user_id("vela"))
    with enter(seat("beta"), actor=by), pytest.raises(ValidationError, match=r"stess|themselves"):
        operations.agree(placement=Placement.objects.get(), version=placement.version, by=by)


def seen(seat: Seat) -> tuple[list[UUID], int]:
    with enter(seat):
        ids = list(Placement.objects.order_by("id").values_list("pk", flat=True))
        return ids, Designation.objects.count()


def test_equal_placements_of_two_cooperatives_and_consortia_stay_apart(seat: GetSeat) -> None:
    ours = staged.designated(staged.requested(), staged.social_worker())
    theirs = staged.designated(
        staged.requested(at="beta", of="rete"), staged.social_worker(who="rete", employer="rete"), of="rete"
    )
    southern = staged.requested(at="gamma", consortium="south")
    assert seen(seat("vela")) == ([ours.pk, southern.pk], 1)
    assert seen(seat("rete")) == ([theirs.pk], 1)
    assert seen(seat("beta")) == ([ours.pk, theirs.pk], 2)
    assert seen(seat("north")) == ([ours.pk, theirs.pk], 2)
    assert seen(seat("south")) == ([southern.pk], 0)
    assert seen(seat("alpha")) == ([], 0)
    by = staged.cooperative("rete")
    with enter(seat("rete")), pytest.raises(Missing):
        queries.access_placement(pk=ours.pk, by=by)


def test_the_database_lets_nobody_write_for_another(seat: GetSeat) -> None:
    placement = staged.requested()
    with enter(seat("rete")):
        assert Placement.objects.filter(pk=placement.pk).update(state="agreed") == 0
    with enter(seat("north")), pytest.raises(ProgrammingError, match="permission"), transaction.atomic():
        Placement.objects.update(state="agreed")
    foreign = staged.social_worker(who="rete", employer="rete")
    with enter(seat("vela")), pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
        Designation.objects.create(placement=placement, worker=foreign, during=PERIOD)


def test_every_side_logs_its_part(seat: GetSeat) -> None:
    placement = staged.agreed(staged.designated(staged.requested(), staged.social_worker()))
    deliver(seat("vela"))
    with enter(seat("vela")):
        steps = Row.objects.filter(kind="staffing_event", subject_id=placement.pk).order_by("id")
        assert [row.detail["step"] for row in steps] == ["designate", "request", "agree"]
    with enter(seat("beta")):
        rows = TownRow.objects.filter(kind="staffing_event").order_by("id")
        assert [row.detail["step"] for row in rows] == ["request", "agree"]
