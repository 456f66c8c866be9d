"""Two cooperatives, their partnerships, and their workers in the towns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.project.demo import staff
from ambito.project.demo.work import crew_of
from ambito.tenancy.context import enter
from ambito.tenancy.seats import SYSTEM, Seat
from consortium.placements import operations, queries
from consortium.registry.operations import open_partnership
from consortium.registry.queries.partnerships import consortia_of
from consortium.workforce.operations import register_worker
from consortium.workforce.queries import workers_employed_by

HOUR = 60
SINCE, BEGAN, UNTIL = timedelta(days=400), timedelta(days=60), timedelta(days=150)
PARTNERS = {"azienda": ("lavela", "ilfilo"), "martesana": ("lavela",)}
MANAGERS = {"lavela": "olga", "ilfilo": "bice"}
# Who works for whom in the Legnano consortium, by profession; only two professions have a register.
WORKERS = {
    "lavela": {"ines": "social_worker", "tito": "educator_social"},
    "ilfilo": {"vera": "educator_social", "luca": "social_health_operator"},
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Hours a week asked by a town; `state` is where the demo leaves it, `worker` who was named."""

    town: str
    cooperative: str
    profile: str
    area: str
    hours: int
    worker: str = ""
    state: str = "active"


PLACEMENTS = (
    Placed("parabiago", "lavela", "social_worker", "elderly", 18, "ines"),
    Placed("legnano", "lavela", "educator_social", "minors_families", 20, "tito"),
    Placed("rescaldina", "ilfilo", "educator_social", "minors_families", 16, "vera"),
    Placed("legnano", "ilfilo", "social_health_operator", "elderly", 15, "luca"),
    Placed("canegrate", "ilfilo", "educator_social", "minors_families", 10, "vera", "designated"),
    Placed("cerro-maggiore", "lavela", "social_worker", "elderly", 12, state="requested"),
)


def fill(seats: dict[str, Seat], *, today: date) -> None:
    """Each step is a transaction of its own: an interrupted demo goes on where it was."""
    for label, cooperatives in PARTNERS.items():
        for cooperative in cooperatives:
            _partner(seats[label], seats[cooperative], today)
    for label, workers in WORKERS.items():
        _hire(seats[label], label, workers)
    for one in PLACEMENTS:
        _ask(one, seats, today)
        while _step(one, seats, today):
            pass


def _partner(consortium: Seat, cooperative: Seat, today: date) -> None:
    with enter(cooperative):
        if consortium.ente_id in consortia_of(cooperative.ente_id, today):
            return
    with enter(consortium, actor=SYSTEM):
        open_partnership(
            consortium_id=consortium.ente_id,
            cooperative_id=cooperative.ente_id,
            during=DateRange(today - SINCE, None),
            by=SYSTEM,
        )


def _hire(cooperative: Seat, label: str, workers: dict[str, str]) -> None:
    by = staff.actor(MANAGERS[label], cooperative)
    with enter(cooperative, actor=by):
        if workers_employed_by(cooperative.ente_id):
            return
        for key, profile in workers.items():
            member = staff.named(key)
            register_worker(
                employer_id=cooperative.ente_id,
                user_id=member.id,
                name=member.name,
                profile=profile,
                contract="coop_permanent",
                weekly_minutes=36 * HOUR,
                register_number=f"LOM {member.id.int % 10_000:04d}",
                by=by,
            )


def _ask(one: Placed, seats: dict[str, Seat], today: date) -> None:
    town = seats[one.town]
    by = crew_of(one.town, town).coordinator
    with enter(town, actor=by):
        if _found(one, town) is not None or town.consortium_id is None:
            return
        operations.request_placement(
            consortium_id=town.consortium_id,
            town_id=town.ente_id,
            cooperative_id=seats[one.cooperative].ente_id,
            profile=one.profile,
            area=one.area,
            weekly_minutes=one.hours * HOUR,
            during=DateRange(today - BEGAN, today + UNTIL),
            by=by,
        )


def _step(one: Placed, seats: dict[str, Seat], today: date) -> bool:
    """The next step of town, cooperative or calendar, unless the placement is where it should be."""
    town, cooperative = seats[one.town], seats[one.cooperative]
    with enter(town):
        state = getattr(_found(one, town), "state", "")
    if state in {one.state, ""} or state not in {"requested", "designated", "agreed"}:
        return False
    if state == "requested":
        _designate(one, town, cooperative)
    elif state == "designated":
        _agree(one, town)
    else:
        with enter(town, actor=SYSTEM):
            operations.turn(on=today)
    return True


def _designate(one: Placed, town: Seat, cooperative: Seat) -> None:
    by = staff.actor(MANAGERS[one.cooperative], cooperative)
    with enter(cooperative, actor=by):
        placement = _found(one, town)
        known = {worker.user_id: worker for worker in workers_employed_by(cooperative.ente_id)}
        worker = known[staff.named(one.worker).id]
        if placement is not None:
            mine = queries.access_placement(pk=placement.pk, by=by, lock=True)
            operations.designate(placement=mine, worker=worker, version=mine.version, by=by)


def _agree(one: Placed, town: Seat) -> None:
    by = crew_of(one.town, town).coordinator
    with enter(town, actor=by):
        placement = _found(one, town)
        if placement is not None:
            mine = queries.access_placement(pk=placement.pk, by=by, lock=True)
            operations.agree(placement=mine, version=mine.version, by=by)


def _found(one: Placed, town: Seat) -> Any:
    return queries.placements().filter(town_id=town.ente_id, profile=one.profile).first()
