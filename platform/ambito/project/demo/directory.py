"""The directory of the Legnano consortium: bodies, services, places and hours, all invented."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import time_machine

from ambito.project.demo import staff
from ambito.project.demo.work import ROME, crew_of
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.network import operations, queries
from consortium.network.comuni import comune_code
from consortium.network.opening import Hours, parse_hours

FILE = Path(__file__).parent / "data" / "directory.csv"
CONSORTIUM, MANAGER = "azienda", "aldo"
# Every so many services one was last checked long ago, and one is still a draft.
STALE_EVERY, DRAFT_EVERY = 7, 20
LONG_AGO = timedelta(days=220)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file. `keeper` and `towns` are labels of the demo's Enti."""

    keeper: str
    kind: str
    body: str
    name: str
    term: str
    groups: str
    towns: str
    phone: str
    address: str
    comune: str
    hours: str
    cost: str
    access: str
    description: str

    @property
    def week(self) -> dict[int, list[Hours]]:
        """`0-4 9:00-12:30;2 14:00-17:00`: days from Monday, then hours."""
        week: dict[int, list[Hours]] = {}
        for part in filter(None, self.hours.split(";")):
            days, hours = part.split(" ")
            first, _dash, last = days.partition("-")
            for weekday in range(int(first), int(last or first) + 1):
                week.setdefault(weekday, []).extend(parse_hours(hours) or [])
        return week


def lines() -> list[Line]:
    with FILE.open(newline="", encoding="utf-8") as file:
        return [Line(**row) for row in csv.DictReader(file)]


def fill(seats: dict[str, Seat], *, today: date) -> None:
    """A transaction for each keeper. Repeatable: a keeper that has written is left alone."""
    numbered = list(enumerate(lines(), start=1))
    for label in dict.fromkeys(line.keeper for _, line in numbered):
        mine = [(number, line) for number, line in numbered if line.keeper == label]
        by = _keeper(label, seats[label])
        with enter(seats[label], actor=by):
            if not any(actor.keeper_id == by.ente_id for actor in queries.actors(by)):
                write_all(mine, seats, today=today, by=by)


def write_all(
    numbered: Iterable[tuple[int, Line]], seats: dict[str, Seat], *, today: date, by: ActorRef
) -> None:
    """Write the lines of a keeper, inside its Ente."""
    bodies: dict[str, Any] = {}
    for number, line in numbered:
        on = today - LONG_AGO if number % STALE_EVERY == 0 else today - timedelta(days=number)
        with time_machine.travel(datetime.combine(on, time(10), ROME), tick=False):
            if line.body not in bodies:
                said = {"kind": line.kind, "name": line.body}
                bodies[line.body] = operations.register_actor(said=said, by=by)
            towns = [seats[label].ente_id for label in line.towns.split(";") if label]
            _write(line, bodies[line.body], towns, publish=number % DRAFT_EVERY > 0, by=by)


def _write(line: Line, body: Any, towns: list[UUID], *, publish: bool, by: ActorRef) -> None:
    said = {name: getattr(line, name) for name in ("name", "term", "description", "access", "cost", "phone")}
    service = operations.write_service(
        actor=body, said={**said, "groups": line.groups.split(";"), "towns": towns}, by=by
    )
    if line.address:
        place = operations.add_place(
            service=service,
            said={"address": line.address, "comune": comune_code(line.comune), "step_free": "yes"},
            by=by,
        )
        operations.set_hours(place=place, season=("", ""), hours=line.week, by=by)
    if publish:
        operations.move_service(service=service, name="publish", version=service.version, by=by)


def _keeper(label: str, seat: Seat) -> ActorRef:
    return staff.actor(MANAGER, seat) if label == CONSORTIUM else crew_of(label, seat).coordinator
