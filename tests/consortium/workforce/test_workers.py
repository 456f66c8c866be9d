"""Who is written down as a worker, and who sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.catalogue.errors import UnknownCode
from consortium.workforce import queries
from consortium.workforce.models import Worker
from consortium.workforce.operations import introduce, register_worker
from consortium.workforce.rules import overlap, peak
from tests.consortium.workforce.staff import HOUR, YEAR, actor, days, hired, partners
from tests.towns import user_id

GetSeat = Callable[[str], Seat]


def names(seat: Seat) -> list[str]:
    with enter(seat):
        return [worker.name for worker in Worker.objects.order_by("name")]


def test_equal_rows_of_two_consortia_and_two_cooperatives_stay_apart(seat: GetSeat) -> None:
    partners()
    hired(consortium="north", employer="vela", who="alpha", name="Vela North")
    hired(consortium="north", employer="rete", who="beta", name="Rete North")
    hired(consortium="south", employer="vela", who="alpha", name="Vela South")
    hired(consortium="north", employer="north", who="north", name="North North")
    assert names(seat("north")) == ["North North", "Rete North", "Vela North"]
    assert names(seat("south")) == ["Vela South"]
    assert names(seat("vela")) == ["Vela North", "Vela South"]
    assert names(seat("rete")) == ["Rete North"]
    for town in ("alpha", "beta", "gamma"):
        assert names(seat(town)) == []


def test_a_town_sees_whom_it_was_told_about(seat: GetSeat) -> None:
    partners()
    worker = hired(consortium="north", employer="vela", who="vela")
    with enter(seat("vela")):
        introduce(worker=worker, town_id=seat("beta").ente_id)
        introduce(worker=worker, town_id=seat("beta").ente_id)
        assert queries.workers_employed_by(seat("vela").ente_id) == [worker]
    assert names(seat("beta")) == ["Sara Conti"]
    assert names(seat("alpha")) == []
    with enter(seat("beta")):
        assert queries.worker(worker.pk) == worker
        assert queries.worker_of(user_id("vela")) == [worker.pk]


def test_a_cooperative_writes_down_only_its_own_for_its_partners(seat: GetSeat) -> None:
    partners([("north", "vela")])
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        hired(consortium="south", employer="vela", who="vela")
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        hired(consortium="north", employer="rete", who="rete")


def test_a_profession_with_a_register_needs_the_number(seat: GetSeat) -> None:
    north = seat("north")
    by = actor("north", "consortium_manager")

    def written(profile: str, contract: str = "permanent_full") -> Worker:
        return register_worker(
            consortium_id=north.ente_id,
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
