"""Who is written down as a worker, and who sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from ambito.access.doors import Missing
from ambito.audit.models import Row
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.catalogue.errors import UnknownCode
from consortium.workforce import queries
from consortium.workforce.enums import BusyKind
from consortium.workforce.errors import ChangedMeanwhile
from consortium.workforce.models import BusyTime, Introduction, Worker
from consortium.workforce.operations import change_worker, introduce, register_worker, take
from consortium.workforce.rules import overlap, peak
from tests import towns
from tests.consortium.workforce.staff import HOUR, YEAR, actor, days, hired, partners
from tests.towns import user_id

GetSeat = Callable[[str], Seat]
ENTI = ("vela", "rete", "north", "south", "alpha", "gamma")
ROME = ZoneInfo("Europe/Rome")


def names(seat: Seat) -> list[str]:
    with enter(seat):
        return [worker.name for worker in Worker.objects.order_by("name")]


def test_equal_rows_of_two_employers_stay_apart(seat: GetSeat) -> None:
    partners()
    hired(employer="vela", who="alpha", name="Of Vela")
    hired(employer="rete", who="alpha", name="Of Rete")
    hired(employer="north", who="alpha", name="Of North")
    assert {name: names(seat(name)) for name in ENTI} == {
        "vela": ["Of Vela"],
        "rete": ["Of Rete"],
        "north": ["Of North"],
        "south": [],
        "alpha": [],
        "gamma": [],
    }


def test_one_row_serves_two_consortia(seat: GetSeat) -> None:
    partners()
    worker = hired(employer="vela", who="vela")
    with pytest.raises(ValidationError, match="già"):
        hired(employer="vela", who="vela")
    for town, knowing in (("beta", {"beta", "north"}), ("gamma", {"beta", "north", "gamma", "south"})):
        with enter(seat("vela")):
            introduce(worker=worker, town_id=seat(town).ente_id)
            introduce(worker=worker, town_id=seat(town).ente_id)
        assert {name for name in (*ENTI, "beta") if names(seat(name))} == {"vela", *knowing}
    with enter(seat("beta")):
        assert queries.worker(worker.pk) == worker
        assert queries.worker_of(user_id("vela")) == [worker.pk]


@pytest.mark.promise("Q1")
def test_neither_consortium_sees_when_the_worker_is_with_the_other(seat: GetSeat) -> None:
    partners()
    worker = hired(employer="vela", who="vela")
    hours = {"beta": range(8, 10), "gamma": range(14, 16)}
    for town, during in hours.items():
        with enter(seat("vela")):
            introduce(worker=worker, town_id=seat(town).ente_id)
        begins, ends = (datetime(2026, 3, 3, hour, tzinfo=ROME) for hour in (during.start, during.stop))
        with enter(seat(town), actor=actor(town, "coordinator")):
            take(
                worker_id=worker.pk,
                during=DateTimeTZRange(begins, ends),
                ente_id=seat(town).ente_id,
                kind=BusyKind.WORK,
                by=actor(town, "coordinator"),
            )
    seen = {}
    for name in ("north", "south"):
        with enter(seat(name)):
            seen[name] = list(BusyTime.objects.values_list("ente_id", flat=True))
            assert Introduction.objects.count() == 1
    assert seen == {"north": [seat("beta").ente_id], "south": [seat("gamma").ente_id]}


def test_a_cooperative_makes_its_worker_known_only_to_towns_of_its_partners(seat: GetSeat) -> None:
    partners([("north", "vela")])
    worker = hired(employer="vela", who="vela")
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        enter(seat("vela")),
        transaction.atomic(),
    ):
        introduce(worker=worker, town_id=seat("gamma").ente_id)


def test_nobody_writes_down_a_worker_of_another_employer(seat: GetSeat) -> None:
    partners()
    for writer in ("north", "rete"):
        by = actor(writer, "coop_manager")
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            enter(seat(writer), actor=by),
            transaction.atomic(),
        ):
            register_worker(
                employer_id=seat("vela").ente_id,
                user_id=user_id("vela"),
                name="Sara Conti",
                profile="administrative",
                contract="coop_permanent",
                weekly_minutes=HOUR,
                by=by,
            )


def test_a_profession_with_a_register_needs_the_number(seat: GetSeat) -> None:
    north = seat("north")
    by = actor("north", "consortium_manager")

    def written(profile: str, contract: str = "permanent_full") -> Worker:
        return register_worker(
            employer_id=north.ente_id,
            user_id=user_id("north"),
            name=" Sara Conti ",
            profile=profile,
            contract=contract,
            weekly_minutes=36 * HOUR,
            areas=["elderly"],
            by=by,
        )

    with enter(north, actor=by):
        with pytest.raises(ValidationError) as refusal:
            written("psychologist")
        assert list(refusal.value.message_dict) == ["register_number"]
        with pytest.raises(UnknownCode):
            written("administrative", "whim")
        assert written("administrative").name == "Sara Conti"
        with pytest.raises(ValidationError):
            written("administrative")


def change(worker: Worker, **other: Any) -> Worker:
    by = actor("vela", "coop_manager")
    said: Any = {
        "name": worker.name,
        "profile": worker.profile,
        "contract": worker.contract,
        "weekly_minutes": worker.weekly_minutes,
        "register_number": worker.register_number,
        "areas": worker.areas,
        "version": worker.version,
    }
    with enter(towns.seat("vela"), actor=by):
        mine = queries.access_employed(pk=worker.pk, lock=True)
        change_worker(worker=mine, by=by, **{**said, **other})
        return mine


def test_details_are_kept_up_to_date_and_logged(seat: GetSeat) -> None:
    partners()
    worker = hired(employer="vela", who="vela")
    changed = change(worker, name="Sara Conti Riva", register_number="A-0999", areas=["elderly"])
    assert (changed.name, changed.register_number, changed.version) == ("Sara Conti Riva", "A-0999", 2)
    with enter(seat("vela")):
        steps = [row.detail["step"] for row in Row.objects.filter(subject_id=worker.pk).order_by("at")]
        assert steps == ["registered", "changed"]
    with pytest.raises(ChangedMeanwhile):
        change(worker)
    with pytest.raises(ValidationError) as refusal:
        change(changed, register_number=" ")
    assert list(refusal.value.message_dict) == ["register_number"]


def test_somebody_elses_worker_is_no_worker(seat: GetSeat) -> None:
    worker = hired(employer="vela", who="vela")
    with enter(seat("rete")), pytest.raises(Missing):
        queries.access_employed(pk=worker.pk)


JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
EMPTY = DateRange(JAN, JAN, empty=True)


def test_overlap_is_half_open() -> None:
    assert overlap(DateRange(JAN, FEB), DateRange(date(2026, 1, 31), MAR))
    assert not overlap(DateRange(JAN, FEB), DateRange(FEB, MAR))
    assert not overlap(DateRange(FEB, MAR), DateRange(JAN, FEB))
    assert overlap(DateRange(None, FEB), DateRange(JAN, None))
    assert not overlap(EMPTY, YEAR)
    assert not overlap(YEAR, EMPTY)


def test_the_peak_counts_what_runs_together() -> None:
    commitments = [(days(JAN, date(2026, 1, 31)), 600), (DateRange(FEB, MAR), 900), (YEAR, 300)]
    assert peak(commitments, YEAR) == 1200
    assert peak(commitments, DateRange(JAN, FEB)) == 900
    assert peak([], YEAR) == 0
