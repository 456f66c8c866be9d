"""From the town's work to the consortium's released figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.utils import timezone

from ambito.audit.town.models import TownRow
from ambito.project.cli import figures
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import ActorRef, Seat
from consortium.dashboards.errors import AlreadyReleased
from consortium.dashboards.measures import MEASURES
from consortium.dashboards.models import RawCount
from consortium.dashboards.months import first_of
from consortium.dashboards.operations import release
from consortium.dashboards.queries import released_months
from tests.town.acting import a_case, inside, somebody
from tests.town.referrals.passing import sent
from town.cases.models import Case, CaseStep
from town.statistics import tasks
from town.statistics.operations import publish_counts
from town.statistics.queries import counts

GetSeat = Callable[[str], Seat]
BY = ActorRef(user_id=None, role="system", ente_id=UUID(int=1))


@pytest.fixture(autouse=True)
def at_hand(town: GetSeat) -> None:
    for name in ("alpha", "beta", "north"):
        town(name)


def this_month() -> date:
    return first_of(timezone.localdate())


def test_what_is_counted(town: GetSeat) -> None:
    sent()
    today = timezone.localdate()
    with inside():
        child = somebody("Neri", "Luca", birth_date=date(today.year - 5, 1, 1))
        a_case(child, area="minors_families")
        a_case(child, area="disabled")
        grown = somebody("Neri", "Ada", birth_date=date(today.year - 40, 1, 1))
        closed = a_case(grown, area="adults")
        Case.objects.filter(pk=closed.pk).update(state="closed")
        CaseStep.objects.create(case=closed, move="close", target="closed")
        found = counts(this_month())
    assert {measure for measure, _ in found} == {measure.code for measure in MEASURES}
    said = {key: value for key, value in found.items() if value}
    assert said == {
        ("cases_open", "elderly"): 1,
        ("cases_open", "minors_families"): 1,
        ("cases_open", "disabled"): 1,
        ("cases_closed", "adults"): 1,
        ("minors", "people"): 1,
        ("referrals", "sent"): 1,
    }
    with inside(at="beta"):
        assert counts(this_month())["referrals", "received"] == 1


def test_another_month_has_none_of_it(town: GetSeat) -> None:
    sent()
    with inside():
        past = counts(date(2020, 2, 1))
    assert {key for key, value in past.items() if value} == {("cases_open", "elderly")}


def published(seat: Seat) -> int:
    with enter_function("publisher"):
        return RawCount.objects.filter(ente_id=seat.ente_id).count()


def test_publishing_is_logged_and_can_be_repeated(town: GetSeat) -> None:
    alpha = town("alpha")
    for _ in range(2):
        number = publish_counts(seat=alpha, month=this_month(), by=BY)
        assert published(alpha) == number > 10
    with inside():
        assert TownRow.objects.filter(kind="publication").count() == 2


def test_nothing_is_published_after_the_release(town: GetSeat) -> None:
    alpha = town("alpha")
    publish_counts(seat=alpha, month=this_month(), by=BY)
    assert alpha.consortium_id is not None
    with enter_function("publisher"):
        release(consortium_id=alpha.consortium_id, month=this_month(), by=BY)
    with pytest.raises(AlreadyReleased):
        publish_counts(seat=alpha, month=this_month(), by=BY)
    tasks.publish.apply(
        kwargs={"month": this_month().isoformat()}, headers={"ente": str(alpha.ente_id)}, throw=True
    )


def test_a_town_on_its_own_publishes_nothing(town: GetSeat) -> None:
    alone = replace(town("alpha"), consortium_id=None)
    assert publish_counts(seat=alone, month=this_month(), by=BY) == 0
    assert published(alone) == 0
    with inside():
        assert not TownRow.objects.filter(kind="publication").exists()


def test_every_town_is_asked_for_last_month(town: GetSeat, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[UUID, str]] = []
    monkeypatch.setattr(tasks.publish, "send", lambda ente_id, *, month: asked.append((ente_id, month)))
    monkeypatch.setattr(tasks.timezone, "localdate", lambda: date(2026, 12, 2))
    tasks.publish_last_month()
    assert set(asked) == {(town(name).ente_id, "2026-11-01") for name in ("alpha", "beta", "gamma")}


def test_by_hand(town: GetSeat, capsys: pytest.CaptureFixture[str]) -> None:
    month = timezone.now()
    figures.publish(month)
    figures.release(month)
    figures.release(month)
    said = capsys.readouterr().out
    assert said.count("counts") == 3
    assert said.count(": released") == 2
    with enter(town("north")):
        assert released_months() == [this_month()]
