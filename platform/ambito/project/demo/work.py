"""Two years of invented work, done through the same operations as the screens, day by day.

About 800 minors are followed in the Legnano consortium, 260 of them in Legnano; the other
towns share the rest by their children. Adults and elderly people come beside them. One seed, one demo.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import starmap
from multiprocessing import get_context
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import django
import time_machine

from ambito.access.enums import Role
from ambito.italy.holidays import is_working_day
from ambito.project.demo import enti, staff
from ambito.project.demo.people import Invented, everybody
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from town.cases.operations import move_case
from town.frontdesk.operations import hand_over, record_contact
from town.people.models import Person
from town.people.operations import register_person

ROME = ZoneInfo("Europe/Rome")
MONTHS = 24
MINORS_IN_ALL = 800
MINORS_IN_LEGNANO = 260
# For every hundred minors followed: this many adults and elderly people, and contacts that end at the desk.
OTHERS = {"adults": 25, "elderly": 35}
ONLY_INFORMED = 30
BATCH = 20
HANDS = 2
AREAS = {"minors": "minors_families", "adults": "adults", "elderly": "elderly"}
AGES = {"minors": (1, 17), "adults": (25, 60), "elderly": (70, 94)}
NEEDS = {"minors": "parent_support", "adults": "income_lack", "elderly": "care_home"}


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works in a town."""

    coordinator: ActorRef
    worker: UUID


def fill(seats: dict[str, Seat], *, today: date, seed: int = 2026, hands: int = HANDS) -> int:
    """Let every town of the demo work that has nobody yet; how many people are followed.

    The towns share nothing: `hands` processes take one after the other, the largest first.
    """
    towns = sorted(enti.towns(), key=lambda town: -minors_of(town.label))
    tasks = [(seats[town.label], town, today, seed) for town in towns]
    if hands == 1:
        return sum(starmap(_fill, tasks))
    with ProcessPoolExecutor(hands, get_context("spawn"), initializer=django.setup) as pool:
        return sum(task.result() for task in [pool.submit(_fill, *task) for task in tasks])


def _fill(seat: Seat, town: enti.Place, today: date, seed: int) -> int:
    with enter(seat):
        if Person.objects.exists():
            return 0
    return _work(seat, town, minors_of(town.label), today, Random(f"{seed}:{town.label}"))  # noqa: S311 - no secret


def minors_of(label: str) -> int:
    """How many minors a town follows."""
    rows = {row["code"].replace("_", "-"): row for row in enti.comuni()}
    if label == staff.LEAD:
        return MINORS_IN_LEGNANO
    row = rows[label]
    sisters = [
        other for key, other in rows.items() if other["consortium"] == "legnanese" and key != staff.LEAD
    ]
    share = int(row["population_0_17"]) / sum(int(other["population_0_17"]) for other in sisters)
    return round((MINORS_IN_ALL - MINORS_IN_LEGNANO) * share)


def _work(seat: Seat, town: enti.Place, minors: int, today: date, chance: Random) -> int:
    crew = crew_of(town.label, seat)
    counts = {"minors": minors, **{kind: minors * share // 100 for kind, share in OTHERS.items()}}
    files = [
        (kind, person)
        for kind, count in counts.items()
        for person in everybody(chance, count=count, ages=AGES[kind], today=today, place=town.belfiore)
    ]
    chance.shuffle(files)
    days = _working_days(today, len(files), chance)
    work = list(zip(days, files, strict=True))
    for start in range(0, len(work), BATCH):
        with enter(seat, actor=crew.coordinator):
            for moment, (kind, person) in work[start : start + BATCH]:
                with time_machine.travel(moment, tick=False):
                    _take_charge(person, kind, crew, chance)
    return len(files)


def _take_charge(person: Invented, kind: str, crew: Crew, chance: Random) -> None:
    """A contact at the desk becomes a case in charge; some wait, some end with an answer."""
    known = register_person(
        surname=person.surname,
        name=person.name,
        birth_date=person.birth_date,
        sex=person.sex,
        birth_place=person.birth_place,
        codice_fiscale=person.codice_fiscale,
        address=person.address,
        phone=person.phone,
        by=crew.coordinator,
    )
    informed = chance.randrange(100) < ONLY_INFORMED and kind != "minors"
    contact = record_contact(
        interlocutor="parent" if kind == "minors" else "self",
        channel=chance.choice(("walk_in", "phone", "appointment")),
        reason="spontaneous",
        needs=[NEEDS[kind]],
        area=AREAS[kind],
        outcome="informed" if informed else "handed_over",
        urgency=chance.choice(("3_normal", "3_normal", "2_soon", "1_urgent")),
        minutes=chance.randint(10, 45),
        informed=True,
        person=known,
        by=crew.coordinator,
    )
    if informed:
        return
    case = hand_over(contact=contact, version=contact.version, referent=crew.worker, by=crew.coordinator)
    worker = ActorRef(crew.worker, str(Role.SOCIAL_WORKER), crew.coordinator.ente_id)
    move_case(case=case, name="take_in_charge", version=case.version, by=worker)


def crew_of(label: str, seat: Seat) -> Crew:
    members = staff.everybody([town.label for town in enti.towns()])
    here = {member.places[label]: member for member in members if label in member.places}
    return Crew(
        coordinator=ActorRef(here[Role.COORDINATOR].id, str(Role.COORDINATOR), seat.ente_id),
        worker=here[Role.SOCIAL_WORKER].id,
    )


def _working_days(today: date, count: int, chance: Random) -> list[datetime]:
    """`count` moments in office hours over the last two years, in order."""
    first = today - timedelta(days=MONTHS * 30)
    days = [first + timedelta(days=number) for number in range((today - first).days)]
    open_days = [day for day in days if is_working_day(day)]
    moments = [
        datetime.combine(chance.choice(open_days), time(chance.randint(9, 16), chance.randint(0, 59)), ROME)
        for _ in range(count)
    ]
    return sorted(moments)
