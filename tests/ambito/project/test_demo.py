"""The demo, with fewer people: everything is there after one run, and a second one adds nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from ambito.project.demo import accounts, agreed, enti, pooled, spine, staff, work
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from ambito.vault import ring
from consortium.dashboards.models import Release
from consortium.exchange.models import Referral
from consortium.hours.models import TimesheetLine
from consortium.placements.models import Placement
from consortium.pool.models import Allocation
from tests import people
from tests.towns import BASE
from town.cases.models import TeamMember
from town.people.models import Person
from town.projects.models import Project
from town.referrals.models import Incoming

pytestmark = pytest.mark.slow


@pytest.fixture
def few(
    committed: Callable[[str], Seat], settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A town has a handful of people, all of them in charge."""
    settings.AMBITO_KEYSTORE = str(tmp_path / "keystore")
    people.keep_key()
    ring.forget()
    for name, value in {"MINORS_IN_ALL": 60, "MINORS_IN_LEGNANO": 20, "ONLY_INFORMED": 0}.items():
        monkeypatch.setattr(work, name, value)
    monkeypatch.setitem(work.OTHERS, "elderly", 100)


def seeded(today: date) -> dict[str, Seat]:
    seats = enti.found_all(BASE)
    members = staff.everybody([town.label for town in enti.towns()])
    accounts.open_all(members)
    staff.hire(members, seats, today=today)
    work.fill(seats, today=today, hands=1)
    spine.fill(seats, today=today)
    return seats


def counted(seats: dict[str, Seat]) -> Counter[str]:
    """How much there is, as each kind of Ente sees it."""
    found: Counter[str] = Counter()
    for town in enti.towns():
        with enter(seats[town.label]):
            for model in (Person, Project, Incoming, TeamMember):
                found[model.__name__] += model.objects.count()
    with enter(seats["azienda"]):
        for state in Referral.objects.values_list("state", flat=True):
            found[f"referral {state}"] += 1
        for state in TimesheetLine.objects.values_list("state", flat=True):
            found[f"hours {state}"] += 1
        for state in Placement.objects.values_list("state", flat=True):
            found[f"placement {state}"] += 1
        found["allocations"] = Allocation.objects.count()
    for label in ("azienda", "martesana"):
        with enter(seats[label]):
            found[f"released in {label}"] = Release.objects.count()
    return found


def test_the_demo_can_be_repeated(few: None) -> None:
    today = timezone.localdate()
    first = counted(seeded(today))
    assert counted(seeded(today)) == first
    assert first["Project"] == sum(agreed.PROJECTS.values())
    states = ("sent", "reviewing", "accepted", "in_progress", "completed", "decline_proposed")
    assert {f"referral {state}" for state in states} <= first.keys()
    assert {"placement active", "placement designated", "placement requested"} <= first.keys()
    assert {"hours submitted", "hours validated", "hours confirmed"} <= first.keys()
    assert first["hours disputed"] == 1
    assert first["allocations"] == sum(len(towns) for towns in pooled.HOURS.values())
    assert first["released in azienda"] == first["released in martesana"] == spine.MONTHS
