"""Publishing and releasing as role `publisher`; nobody else sees a raw count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction

from ambito.audit.models import Row
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import ActorRef, Seat
from consortium.dashboards import operations, tasks
from consortium.dashboards.enums import Mark
from consortium.dashboards.errors import AlreadyReleased, NothingPublished, UnknownMeasure
from consortium.dashboards.measures import AREAS
from consortium.dashboards.models import RawCount, Release, ReleasedCell
from consortium.dashboards.months import month_after, month_before
from consortium.dashboards.queries import released_months, released_tables

GetSeat = Callable[[str], Seat]
MONTH = date(2026, 10, 1)
BY = ActorRef(user_id=None, role="system", ente_id=UUID(int=1))
FULL = {("contacts", area): 40 for area in AREAS} | {("minors", "people"): 30}


def publish(seat: GetSeat, town: str, counts: dict[tuple[str, str], int] = FULL) -> None:
    here = seat(town)
    assert here.consortium_id is not None
    with enter_function("publisher"):
        operations.publish(
            ente_id=here.ente_id, consortium_id=here.consortium_id, month=MONTH, counts=counts, by=BY
        )


def release(seat: GetSeat, consortium: str = "north") -> None:
    here = seat(consortium)
    with enter_function("publisher"):
        operations.release(consortium_id=here.ente_id, month=MONTH, by=BY)


def raw() -> dict[tuple[str, str], int]:
    with enter_function("publisher"):
        return {(row.measure, row.column): row.value for row in RawCount.objects.order_by("pk")}


def test_publishing_again_takes_the_place_of_what_was_published(seat: GetSeat) -> None:
    publish(seat, "alpha")
    publish(seat, "alpha", {("contacts", "elderly"): 7})
    assert raw() == {("contacts", "elderly"): 7}


@pytest.mark.parametrize("key", [("people", "elderly"), ("contacts", "via Roma 4")])
def test_only_the_fixed_tables_are_published(seat: GetSeat, key: tuple[str, str]) -> None:
    with pytest.raises(UnknownMeasure) as said:
        publish(seat, "alpha", {key: 7})
    assert str(said.value)
    assert raw() == {}


@pytest.mark.promise("Q5")
@pytest.mark.parametrize("who", ["alpha", "beta", "north", "south", "vela"])
@pytest.mark.parametrize("model", [RawCount, Release, ReleasedCell])
def test_who_may_read_what(seat: GetSeat, who: str, model: type[RawCount]) -> None:
    """The consortium reads its own released tables; nobody but the publisher reads raw counts."""
    publish(seat, "alpha")
    release(seat)
    own = who == "north" and model is not RawCount
    with enter(seat(who)):
        if own or (who == "south" and model is not RawCount):
            assert model.objects.exists() is own
            return
        with pytest.raises(ProgrammingError), transaction.atomic():
            model.objects.exists()


def test_a_month_is_released_once_and_then_stands(seat: GetSeat) -> None:
    publish(seat, "alpha")
    release(seat)
    for again in (lambda: release(seat), lambda: publish(seat, "alpha")):
        with pytest.raises(AlreadyReleased) as said:
            again()
        assert str(said.value)


def test_there_is_something_to_release(seat: GetSeat) -> None:
    publish(seat, "gamma")
    with pytest.raises(NothingPublished):
        release(seat, "north")


@pytest.mark.promise("Q5")
def test_differencing_before_and_after_an_intake_shows_nothing(seat: GetSeat) -> None:
    """One more contact after the release changes no released figure."""
    publish(seat, "alpha")
    release(seat)
    before = tables(seat)
    with pytest.raises(AlreadyReleased):
        publish(seat, "alpha", FULL | {("contacts", "elderly"): 41})
    assert tables(seat) == before


def tables(seat: GetSeat) -> list[list[tuple[str, int | None]]]:
    with enter(seat("north")):
        return [
            [(cell.mark, cell.value) for line in table.lines for cell in line.cells if cell is not None]
            for table in released_tables(MONTH)
        ]


def test_totals_of_two_towns_are_withheld(seat: GetSeat) -> None:
    publish(seat, "alpha")
    publish(seat, "beta", FULL | {("contacts", "elderly"): 2})
    release(seat)
    with enter(seat("north")):
        assert released_months() == [MONTH]
        contacts = next(table for table in released_tables(MONTH) if table.measure.code == "contacts")
        alpha, beta, total = contacts.lines
        assert [line.town.name if line.town else "" for line in contacts.lines] == ["Alpha", "Beta", ""]
        assert {cell.mark for cell in total.cells if cell} == {Mark.WITHHELD}
        small = beta.cells[contacts.columns.index("elderly")]
        assert small is not None
        assert (small.mark, small.value, small.threshold) == (Mark.SMALL, None, 5)
        assert alpha.cells[-1] is not None
        assert contacts.hidden > 5
    with enter(seat("south")):
        assert released_tables(MONTH) == []


def test_publishing_and_releasing_are_logged(seat: GetSeat) -> None:
    publish(seat, "alpha")
    release(seat)
    with enter_function("publisher"):
        details = list(Row.objects.order_by("at", "pk").values_list("kind", "detail"))
    assert details == [("publication", {"month": "2026-10-01", "counts": len(FULL)})] * 2


def test_the_task_releases_what_can_be(seat: GetSeat, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(seat, "alpha")
    sent: list[tuple[UUID, str]] = []
    monkeypatch.setattr(tasks.release, "send", lambda ente_id, *, month: sent.append((ente_id, month)))
    monkeypatch.setattr(tasks.timezone, "localdate", lambda: date(2026, 11, 4))
    tasks.release_last_month()
    assert set(sent) == {(seat("north").ente_id, "2026-10-01"), (seat("south").ente_id, "2026-10-01")}
    for ente_id, month in [*sent, *sent]:
        tasks.release.apply(kwargs={"month": month}, headers={"ente": str(ente_id)}, throw=True)
    with enter(seat("north")):
        assert released_months() == [MONTH]
    with enter(seat("south")):
        assert released_months() == []


def test_months() -> None:
    assert month_before(date(2026, 1, 31)) == date(2025, 12, 1)
    assert month_after(date(2025, 12, 1)) == date(2026, 1, 1)
