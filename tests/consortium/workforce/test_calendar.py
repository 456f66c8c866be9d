"""Nobody is in two places, and there is time for the road."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from ambito.audit.models import Row
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.catalogue import queries as catalogue
from consortium.registry.queries import enti
from consortium.workforce import queries
from consortium.workforce.enums import BusyKind
from consortium.workforce.errors import Busy, NoTimeToTravel
from consortium.workforce.models import BusyTime, Worker
from consortium.workforce.operations import introduce, release, take
from tests.consortium.workforce.staff import actor, hired

GetSeat = Callable[[str], Seat]
ROME = ZoneInfo("Europe/Rome")
ROAD = 20


def at(begins: str, ends: str, day: int = 24) -> DateTimeTZRange:
    moments = (
        datetime.fromisoformat(f"2026-11-{day} {time}").replace(tzinfo=ROME) for time in (begins, ends)
    )
    return DateTimeTZRange(*moments)


@pytest.fixture
def worker(seat: GetSeat, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """A pooled psychologist known to Alpha and Beta, which lie twenty minutes apart."""
    psychologist = hired(employer="north", who="rete")
    towns = {seat("alpha").ente_id: "015118", seat("beta").ente_id: "015041"}
    monkeypatch.setattr(enti, "istat_code_of", lambda ente_id: towns.get(ente_id, ""))
    monkeypatch.setattr(catalogue, "travel_minutes", lambda here, there: ROAD if here != there else 0)
    with enter(seat("north")):
        introduce(worker=psychologist, town_id=seat("alpha").ente_id)
        introduce(worker=psychologist, town_id=seat("beta").ente_id)
    return psychologist


def book(town: Seat, worker: Worker, during: DateTimeTZRange, kind: BusyKind = BusyKind.WORK) -> BusyTime:
    by = actor("alpha", "psychologist")
    with enter(town, actor=by):
        return take(worker_id=worker.pk, during=during, ente_id=town.ente_id, kind=kind, by=by)


def calendar(seat: Seat, worker: Worker) -> list[tuple[str, str, UUID]]:
    with enter(seat):
        return [
            (busy.kind, f"{busy.during.lower.astimezone(ROME):%H:%M}", busy.ente_id)
            for busy in queries.conflicts(worker.pk, at("00:00", "23:59"))
        ]


def test_an_hour_is_taken_once(seat: GetSeat, worker: Worker) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    book(alpha, worker, at("09:00", "10:00"))
    with pytest.raises(Busy):
        book(beta, worker, at("09:30", "10:30"))
    book(alpha, worker, at("10:00", "11:00"))
    assert [kind for kind, _, _ in calendar(beta, worker)] == ["work", "work"]


def test_the_road_to_the_next_town_is_busy_too(seat: GetSeat, worker: Worker) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    book(alpha, worker, at("09:00", "10:00"))
    book(beta, worker, at("11:00", "12:00"))
    assert calendar(alpha, worker) == [
        ("work", "09:00", alpha.ente_id),
        ("travel", "10:40", beta.ente_id),
        ("work", "11:00", beta.ente_id),
    ]


def test_a_journey_without_time_is_refused_and_nothing_is_booked(seat: GetSeat, worker: Worker) -> None:
    book(seat("alpha"), worker, at("09:00", "10:00"))
    with pytest.raises(NoTimeToTravel) as refusal, transaction.atomic():
        book(seat("beta"), worker, at("10:15", "11:00"))
    assert refusal.value.params == {"needed": ROAD, "left": 15}
    assert len(calendar(seat("beta"), worker)) == 1


def test_what_is_put_between_two_draws_both_ways_anew(seat: GetSeat, worker: Worker) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    book(alpha, worker, at("08:00", "09:00"))
    book(alpha, worker, at("12:00", "13:00"))
    book(beta, worker, at("10:00", "11:00"))
    assert [(kind, when) for kind, when, _ in calendar(alpha, worker)] == [
        ("work", "08:00"),
        ("travel", "09:40"),
        ("work", "10:00"),
        ("travel", "11:40"),
        ("work", "12:00"),
    ]
    with pytest.raises(NoTimeToTravel), transaction.atomic():
        book(beta, worker, at("11:00", "11:50"))


def test_released_time_takes_its_ways_along(seat: GetSeat, worker: Worker) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    book(alpha, worker, at("08:00", "09:00"))
    middle = book(beta, worker, at("10:00", "11:00"))
    book(alpha, worker, at("12:00", "13:00"))
    with enter(beta):
        release(busy=middle, by=actor("beta", "coordinator"))
    assert [kind for kind, _, _ in calendar(alpha, worker)] == ["work", "work"]


def test_an_absence_has_no_road(seat: GetSeat, worker: Worker) -> None:
    book(seat("alpha"), worker, at("09:00", "10:00"))
    with enter(seat("north")):
        by = actor("north", "consortium_manager")
        take(
            worker_id=worker.pk,
            during=at("10:00", "12:00"),
            ente_id=seat("north").ente_id,
            kind=BusyKind.ABSENCE,
            by=by,
        )
        assert Row.objects.filter(kind="calendar_change", by_user=by.user_id).count() == 1
    assert [kind for kind, _, _ in calendar(seat("beta"), worker)] == ["work", "absence"]


def test_the_free_hours_are_the_gaps(seat: GetSeat, worker: Worker) -> None:
    book(seat("alpha"), worker, at("09:00", "10:00"))
    book(seat("alpha"), worker, at("12:00", "13:00"))
    with enter(seat("alpha")):
        gaps = queries.free(worker.pk, at("08:00", "13:00"))
    assert [f"{start.astimezone(ROME):%H:%M}-{end.astimezone(ROME):%H:%M}" for start, end in gaps] == [
        "08:00-09:00",
        "10:00-12:00",
    ]


def test_the_database_refuses_an_overlap_whoever_writes_it(seat: GetSeat, worker: Worker) -> None:
    book(seat("alpha"), worker, at("09:00", "10:00"))
    with enter(seat("beta")), pytest.raises(IntegrityError), transaction.atomic():
        BusyTime.objects.create(
            worker=worker, ente_id=seat("beta").ente_id, kind="work", during=at("09:59", "10:30")
        )


def test_a_town_takes_back_only_its_own_time(seat: GetSeat, worker: Worker) -> None:
    taken = book(seat("alpha"), worker, at("09:00", "10:00"))
    with enter(seat("beta")):
        assert BusyTime.objects.filter(pk=taken.pk).delete() == (0, {})
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            BusyTime.objects.create(
                worker=worker, ente_id=seat("alpha").ente_id, kind="work", during=at("15:00", "16:00")
            )


def test_others_do_not_see_the_calendar(seat: GetSeat, worker: Worker) -> None:
    book(seat("alpha"), worker, at("09:00", "10:00"))
    for stranger in ("south", "gamma", "vela", "rete"):
        with enter(seat(stranger)):
            assert not BusyTime.objects.exists()
            assert not Worker.objects.exists()
