"""Whose lines somebody sees: the predicate and the query say the same, in every state and role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ambito.access.enums import HOSTS, Role
from ambito.access.relations import sees, visible_to
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.hours.enums import MACHINE
from consortium.hours.models import TimesheetLine
from consortium.hours.rules import part_of
from tests.consortium.hours import sheets
from tests.consortium.hours.sheets import CASEWORK, MONDAY
from tests.consortium.placements import staged
from tests.consortium.workforce.staff import actor, partners
from tests.guards.clock import Clock
from tests.towns import user_id

pytestmark = pytest.mark.promise("Q9")
GetSeat = Callable[[str], Seat]
PLACES = {"town": ("beta", "alpha"), "consortium": ("north", "south"), "cooperative": ("vela", "rete")}


@pytest.fixture
def in_every_state(seat: GetSeat, clock: Clock) -> None:
    """One line of Vela's worker in Beta in each state of the table."""
    clock.stand(staged.BEGINNING)
    partners()
    staged.active(staged.social_worker())
    clock.stand("2026-03-31 09:00")
    states = sorted(MACHINE.states)
    days = [MONDAY + timedelta(number) for number in range(len(states))]
    written = sheets.written({(day, CASEWORK): 60 for day in days[:7]})
    extra = sheets.written({**{(day, CASEWORK): 60 for day in days[:7]}, (MONDAY, sheets.DESK): 30})
    lines = sorted({line.pk for line in [*written, *extra]})
    with enter(seat("beta")):
        for pk, state in zip(lines, states, strict=True):
            TimesheetLine.objects.filter(pk=pk).update(state=state)


def everybody(seat: GetSeat) -> list[tuple[Seat, ActorRef]]:
    """Every role at every Ente where it stands, as a stranger and as the worker of the lines."""
    return [
        (seat(place), actor(place, str(role), person))
        for role in Role
        for kind in sorted(HOSTS[role])
        for place in PLACES[kind]
        for person in (None, user_id("vela"))
    ]


def test_predicate_and_query_agree(seat: GetSeat, in_every_state: None) -> None:
    seen = 0
    for here, by in everybody(seat):
        with enter(here):
            rows = list(TimesheetLine.objects.order_by("pk"))
            found = set(visible_to(TimesheetLine.objects.all(), by).values_list("pk", flat=True))
            assert found == {row.pk for row in rows if sees(row, by)}, by
            seen += len(found)
    assert seen


def test_who_did_the_hours_is_only_ever_the_worker(seat: GetSeat, in_every_state: None) -> None:
    for here, by in everybody(seat):
        with enter(here):
            for line in TimesheetLine.objects.order_by("pk"):
                part = part_of(by, line)
                assert (part in {"worker", ""}) if by.user_id == user_id("vela") else part != "worker"
