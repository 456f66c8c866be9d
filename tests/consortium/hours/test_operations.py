"""Hours are declared by the worker, validated by the employer, confirmed by the town."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from ambito.access.doors import Missing
from ambito.access.errors import GuardRefused, NoSuchMove, ReasonMissing, RoleRefused
from ambito.audit.models import Row
from ambito.audit.town.models import TownRow
from ambito.events import registry as events
from ambito.events.models import Event
from ambito.tenancy.context import enter
from ambito.tenancy.seats import SYSTEM, ActorRef, Seat
from consortium.hours import operations, queries
from consortium.hours.engagements import engagements_of
from consortium.hours.errors import (
    AlreadyDeclared,
    DayTooLong,
    InTheFuture,
    NoCorrection,
    OutsideDates,
    WrongReason,
)
from consortium.hours.models import TimesheetLine, WorkedDay
from consortium.workforce.errors import ChangedMeanwhile
from tests.consortium.hours import sheets
from tests.consortium.hours.crew import at, known, pooled
from tests.consortium.hours.sheets import CASEWORK, DESK, MONDAY, WEEK
from tests.consortium.placements import staged
from tests.consortium.placements.staged import PERIOD
from tests.consortium.workforce.staff import HOUR, actor, partners
from tests.guards.clock import Clock
from tests.towns import user_id

GetSeat = Callable[[str], Seat]
MARCH = queries.month_of(MONDAY)
TUESDAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def placed(seat: GetSeat, clock: Clock) -> Clock:
    clock.stand(staged.BEGINNING)
    partners()
    staged.active(staged.social_worker())
    clock.stand("2026-03-16 09:00")
    return clock


def test_a_day_goes_from_draft_to_locked(seat: GetSeat, placed: Clock) -> None:
    lines = sheets.validated(sheets.submitted({(MONDAY, CASEWORK): 6 * HOUR, (MONDAY, DESK): 90}))
    town = staged.town()
    with enter(seat("beta"), actor=town):
        operations.confirm(lines=sheets.locked(lines, town), by=town)
        with pytest.raises(GuardRefused):
            operations.lock_month(month=MARCH)
    placed.stand("2026-05-02 09:00")
    with enter(seat("beta"), actor=SYSTEM):
        assert operations.lock_month(month=MARCH) == 2
        assert operations.lock_month(month=MARCH) == 0
        assert {line.state for line in queries.lines()} == {"locked"}
        with pytest.raises(NoSuchMove):
            operations.confirm(lines=queries.lines(), by=town)


@pytest.mark.promise("Q1")
def test_the_hours_of_a_town_go_to_its_own_consortium(seat: GetSeat) -> None:
    southern = staged.requested(at="gamma", consortium="south", weekly_minutes=10 * HOUR)
    staged.agreed(staged.designated(southern, known(seat("vela"))), at="gamma")
    assert staged.turned(PERIOD.lower, at="gamma") == 1
    sheets.written({(MONDAY, CASEWORK): 60})
    sheets.written({(TUESDAY, CASEWORK): 30}, at="gamma")
    seen = {}
    for name in ("north", "south", "vela"):
        with enter(seat(name)):
            seen[name] = [line.minutes for line in queries.lines()]
    assert seen == {"north": [60], "south": [30], "vela": [60, 30]}


def test_the_week_becomes_what_the_table_says(seat: GetSeat) -> None:
    sheets.written({(MONDAY, CASEWORK): 60, (MONDAY, DESK): 30})
    sheets.written({(MONDAY, CASEWORK): 90, (TUESDAY, CASEWORK): 45})
    with enter(seat("beta")):
        lines = [(line.day, line.activity, line.minutes) for line in queries.lines()]
        assert lines == [(MONDAY, "casework", 90), (TUESDAY, "casework", 45)]
        assert dict(WorkedDay.objects.values_list("day", "minutes")) == {MONDAY: 90, TUESDAY: 45}


def test_hours_only_inside_the_dates_and_in_the_past(seat: GetSeat, placed: Clock) -> None:
    with pytest.raises(OutsideDates), transaction.atomic():
        sheets.written({(date(2026, 3, 1), CASEWORK): 60})
    placed.stand("2026-03-09 18:00")
    with pytest.raises(InTheFuture), transaction.atomic():
        sheets.written({(TUESDAY, CASEWORK): 60})
    sheets.written({(MONDAY, CASEWORK): 60})


def test_no_day_passes_24_hours_over_all_towns(seat: GetSeat) -> None:
    placement = staged.agreed(
        staged.designated(
            staged.requested(at="alpha", weekly_minutes=10 * HOUR),
            known(seat("vela")),
        ),
        at="alpha",
    )
    assert staged.turned(date(2026, 3, 16), at="alpha") == 1
    sheets.written({(MONDAY, CASEWORK): 14 * HOUR})
    by = sheets.worker(at="alpha")
    with enter(seat("alpha"), actor=by):
        other = next(
            one for one in engagements_of(by.user_id, PERIOD, cooperative=False) if one.key == placement.pk
        )
        with pytest.raises(DayTooLong), transaction.atomic():
            operations.write_week(
                engagement=other, week=WEEK, minutes={(MONDAY, CASEWORK): 10 * HOUR + 1}, by=by
            )
        operations.write_week(engagement=other, week=WEEK, minutes={(MONDAY, CASEWORK): 10 * HOUR}, by=by)
        with pytest.raises(IntegrityError), transaction.atomic():
            WorkedDay.objects.update(minutes=24 * HOUR + 1)


def test_what_is_declared_is_written_no_more(seat: GetSeat) -> None:
    lines = sheets.submitted({(MONDAY, CASEWORK): 60})
    with pytest.raises(AlreadyDeclared), transaction.atomic():
        sheets.written({(MONDAY, CASEWORK): 90})
    at(
        seat("vela"),
        staged.cooperative(),
        lines,
        lambda line, by: operations.send_back(line=line, reason="wrong_day", version=line.version, by=by),
    )
    sheets.written({(TUESDAY, CASEWORK): 60})
    with enter(seat("beta")):
        assert [(line.day, line.state) for line in queries.lines()] == [(TUESDAY, "draft")]


def test_a_disputed_line_is_corrected(seat: GetSeat) -> None:
    lines = sheets.validated(sheets.submitted({(MONDAY, CASEWORK): 4 * HOUR}))
    town = staged.town()
    disputed = disputed_by(seat("beta"), town, lines, minutes=60)
    assert (disputed.dispute, disputed.proposed_minutes, disputed.rounds) == ("fewer_minutes", 60, 1)
    at(
        seat("vela"),
        staged.cooperative(),
        lines,
        lambda line, by: operations.accept_correction(line=line, version=line.version, by=by),
    )
    with enter(seat("beta")):
        line = TimesheetLine.objects.get()
        assert (line.state, line.minutes) == ("confirmed", 60)
        assert WorkedDay.objects.get().minutes == 60


def disputed_by(
    seat: Seat, by: ActorRef, lines: list[TimesheetLine], minutes: int | None, reason: str = "fewer_minutes"
) -> TimesheetLine:
    return at(
        seat,
        by,
        lines,
        lambda line, who: operations.dispute(
            line=line, reason=reason, proposed_minutes=minutes, version=line.version, by=who
        ),
    )


def test_a_dispute_says_why_and_how_much(seat: GetSeat) -> None:
    lines = sheets.validated(sheets.submitted({(MONDAY, CASEWORK): 4 * HOUR}))
    town = staged.town()
    with pytest.raises(NoCorrection):
        disputed_by(seat("beta"), town, lines, None)
    with pytest.raises(WrongReason):
        disputed_by(seat("beta"), town, lines, 60, "whim")
    disputed_by(seat("beta"), town, lines, None, "wrong_activity")
    with pytest.raises(NoCorrection):
        at(
            seat("vela"),
            staged.cooperative(),
            lines,
            lambda line, by: operations.accept_correction(line=line, version=line.version, by=by),
        )


@pytest.mark.parametrize(("due", "state"), [(True, "confirmed"), (False, "zeroed")])
def test_the_second_dispute_goes_to_the_consortium(seat: GetSeat, due: bool, state: str) -> None:  # noqa: FBT001
    lines = sheets.validated(sheets.submitted({(MONDAY, CASEWORK): 4 * HOUR}))
    town, cooperative, beta, vela = staged.town(), staged.cooperative(), seat("beta"), seat("vela")

    def refer(line: TimesheetLine, by: ActorRef) -> None:
        operations.refer(line=line, reason="other", version=line.version, by=by)

    disputed_by(beta, town, lines, 60)
    with pytest.raises(GuardRefused):
        at(vela, cooperative, lines, refer)
    at(
        vela,
        cooperative,
        lines,
        lambda line, by: operations.justify(line=line, reason="other", version=line.version, by=by),
    )
    disputed_by(beta, town, lines, 60)
    at(vela, cooperative, lines, refer)
    arbiter = actor("north", "consortium_manager")
    with enter(seat("north"), actor=arbiter):
        assert [line.pk for line in queries.in_arbitration()] == [lines[0].pk]
    decided = at(
        seat("north"),
        arbiter,
        lines,
        lambda line, by: operations.decide(line=line, due=due, reason="other", version=line.version, by=by),
    )
    assert decided.state == state


def test_pooled_staff_are_validated_by_the_consortium_which_is_then_no_arbiter(seat: GetSeat) -> None:
    pooled(seat)
    by = sheets.worker("rete", role="psychologist")
    lines = sheets.validated(
        sheets.submitted({(MONDAY, CASEWORK): 60}, by), at="north", role="consortium_manager"
    )
    disputed_by(seat("beta"), staged.town(), lines, 30)
    manager = actor("north", "consortium_manager")
    at(
        seat("north"),
        manager,
        lines,
        lambda line, who: operations.justify(line=line, reason="other", version=line.version, by=who),
    )
    disputed_by(seat("beta"), staged.town(), lines, 30)
    at(
        seat("north"),
        manager,
        lines,
        lambda line, who: operations.refer(line=line, reason="other", version=line.version, by=who),
    )
    with pytest.raises(RoleRefused):
        at(
            seat("north"),
            manager,
            lines,
            lambda line, who: operations.decide(
                line=line, due=True, reason="other", version=line.version, by=who
            ),
        )


def test_nobody_validates_or_confirms_their_own_hours(seat: GetSeat) -> None:
    lines = sheets.submitted({(MONDAY, CASEWORK): 60})
    for name, role in (("vela", "coop_manager"), ("beta", "coordinator")):
        myself = actor(name, role, user_id("vela"))
        with enter(seat(name), actor=myself), pytest.raises(RoleRefused), transaction.atomic():
            operations.validate(lines=queries.lines(), by=myself)
    lines = sheets.validated(lines)
    myself = actor("beta", "coordinator", user_id("vela"))
    with enter(seat("beta"), actor=myself), pytest.raises(RoleRefused):
        operations.confirm(lines=sheets.locked(lines, myself), by=myself)


def test_a_line_sent_back_needs_a_reason(seat: GetSeat) -> None:
    line = sheets.submitted({(MONDAY, CASEWORK): 60})[0]
    with pytest.raises(ReasonMissing):
        at(
            seat("vela"),
            staged.cooperative(),
            [line],
            lambda one, by: operations.send_back(line=one, reason="", version=one.version, by=by),
        )


def test_a_stale_form_is_refused(seat: GetSeat) -> None:
    lines = sheets.submitted({(MONDAY, CASEWORK): 60})
    by = staged.cooperative()
    with enter(seat("vela"), actor=by), pytest.raises(ChangedMeanwhile):
        operations.validate(lines=sheets.locked(lines, by), versions={lines[0].pk: 1}, by=by)


def test_lines_of_equal_workers_stay_apart(seat: GetSeat) -> None:
    theirs = staged.social_worker(who="rete", employer="rete")
    other = staged.agreed(
        staged.designated(staged.requested(at="alpha", of="rete"), theirs, of="rete"), at="alpha"
    )
    assert staged.turned(date(2026, 3, 16), at="alpha") == 1
    ours = sheets.submitted({(MONDAY, CASEWORK): 60})
    by = sheets.worker("rete", at="alpha")
    with enter(seat("alpha"), actor=by):
        sheet = operations.write_week(
            engagement=engagements_of(by.user_id, PERIOD, cooperative=False)[0],
            week=WEEK,
            minutes={(MONDAY, CASEWORK): 60},
            by=by,
        )
        operations.submit(lines=sheet, by=by)
    assert sheet[0].placement_id == other.pk
    seen = {"beta": ours, "vela": ours, "alpha": sheet, "rete": sheet, "gamma": [], "south": []}
    for name, lines in seen.items():
        with enter(seat(name)):
            assert list(TimesheetLine.objects.order_by("pk")) == lines
            assert WorkedDay.objects.count() == len(lines)
    manager = actor("rete", "coop_manager")
    with enter(seat("rete"), actor=manager):
        for wanted in (ours, [*ours, *sheet], []):
            with pytest.raises(Missing):
                sheets.locked(wanted, manager)
    with enter(seat("north")):
        totals = queries.totals(MARCH)
        assert {one.town_id: one.declared for one in totals} == {
            seat("alpha").ente_id: 60,
            seat("beta").ente_id: 60,
        }


def test_the_database_lets_nobody_write_hours_for_another(seat: GetSeat) -> None:
    line = sheets.submitted({(MONDAY, CASEWORK): 60})[0]
    with enter(seat("rete")):
        assert TimesheetLine.objects.update(state="confirmed") == 0
    with enter(seat("alpha")), pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
        TimesheetLine.objects.create(
            consortium_id=line.consortium_id,
            town_id=seat("alpha").ente_id,
            employer_id=line.employer_id,
            worker_id=line.worker_id,
            placement_id=line.placement_id,
            day=MONDAY,
            activity="desk",
            minutes=60,
        )


def test_drafts_are_nobody_elses(seat: GetSeat) -> None:
    lines = sheets.written({(MONDAY, CASEWORK): 60})
    town = staged.town()
    with enter(seat("beta"), actor=town):
        with pytest.raises(Missing):
            sheets.locked(lines, town)
        rows = queries.month_by_worker(by=town, month=MARCH)
        assert [(row.declared, row.planned) for row in rows] == [(0, 22 * 216)]


def test_the_month_shows_who_agrees_with_the_plan(seat: GetSeat, placed: Clock) -> None:
    placed.stand("2026-04-01 09:00")
    workdays = [date(2026, 3, day) for day in range(2, 32) if date(2026, 3, day).weekday() < 5]
    by = sheets.worker()
    with enter(seat("beta"), actor=by):
        lines = operations.write_week(
            engagement=sheets.engagement(by),
            week=MARCH,
            minutes={(day, CASEWORK): 216 for day in workdays},
            by=by,
        )
        operations.submit(lines=lines, by=by)
    manager = staged.cooperative()
    with enter(seat("vela"), actor=manager):
        row = queries.month_by_worker(by=manager, month=MARCH)[0]
        assert (row.difference, row.agrees, len(row.waiting("submitted"))) == (0, True, 22)
    pooled(seat)
    with enter(seat("north")):
        rows = queries.month_by_worker(by=actor("north", "consortium_manager"), month=MARCH)
        assert [(row.worker.user_id, row.planned, row.agrees) for row in rows] == [
            (user_id("rete"), 22 * 72, False),
            (user_id("vela"), 0, False),
        ]


def test_every_side_hears_and_logs(seat: GetSeat) -> None:
    sheets.validated(sheets.submitted({(MONDAY, CASEWORK): 60}))
    with enter(seat("vela")):
        assert Row.objects.filter(kind="hours_event").count() == 1
    with enter(seat("beta"), actor=SYSTEM):
        event = Event.objects.get(name="hours.moved", receiver_id=seat("beta").ente_id)
        events.handle(event.name, at="town", sender_id=event.sender_id, payload=event.payload)
        steps = TownRow.objects.filter(kind="hours_event").order_by("id")
        assert [row.detail["step"] for row in steps] == ["written", "submit", "validate"]


def test_december_is_followed_by_january() -> None:
    assert queries.month_of(date(2026, 12, 24)).upper == date(2027, 1, 1)
