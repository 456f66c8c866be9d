"""The consortium's psychologists and the towns that share them; one allocation ends soon."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.project.demo import staff
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.pool import operations, queries
from consortium.workforce.operations import register_worker

HOUR = 60
CONSORTIUM = "azienda"
MANAGER = "aldo"
AREA = "minors_families"
SINCE, UNTIL, SOON = timedelta(days=240), timedelta(days=200), timedelta(days=18)
# Hours a week of each psychologist by town; the hours agreed with a town are some more.
HOURS = {
    "gaia": {"legnano": 14, "parabiago": 9, "canegrate": 6},
    "piero": {"rescaldina": 8, "cerro-maggiore": 8, "busto-garolfo": 6, "legnano": 6},
}
ENDING_SOON = ("gaia", "canegrate")
SPARE_HOURS = 2


def fill(seats: dict[str, Seat], *, today: date) -> None:
    """One transaction of the consortium: the whole pool or nothing."""
    consortium = seats[CONSORTIUM]
    by = staff.actor(MANAGER, consortium)
    with enter(consortium, actor=by):
        if queries.pooled_workers(consortium.ente_id):
            return
        year = DateRange(today - SINCE, today + UNTIL)
        for label, hours in _agreed().items():
            operations.agree_hours(
                consortium_id=consortium.ente_id,
                town_id=seats[label].ente_id,
                profile="psychologist",
                weekly_minutes=hours * HOUR,
                during=year,
                by=by,
            )
        for key, towns in HOURS.items():
            worker = _register(key, consortium, by)
            for label, hours in towns.items():
                last = today + SOON if (key, label) == ENDING_SOON else year.upper
                operations.allocate(
                    worker=worker,
                    town_id=seats[label].ente_id,
                    area=AREA,
                    weekly_minutes=hours * HOUR,
                    during=DateRange(year.lower, last),
                    by=by,
                )


def _agreed() -> dict[str, int]:
    labels = sorted({label for towns in HOURS.values() for label in towns})
    return {label: SPARE_HOURS + sum(towns.get(label, 0) for towns in HOURS.values()) for label in labels}


def _register(key: str, consortium: Seat, by: ActorRef) -> Any:
    member = staff.named(key)
    return register_worker(
        employer_id=consortium.ente_id,
        user_id=member.id,
        name=member.name,
        profile="psychologist",
        contract="permanent_full",
        weekly_minutes=36 * HOUR,
        register_number=f"PSI {member.id.int % 10_000:04d}",
        areas=[AREA],
        by=by,
    )
