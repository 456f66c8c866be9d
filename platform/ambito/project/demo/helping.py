"""Invented volunteers of two towns: one is insured for a few days more, one not yet."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from ambito.project.demo.people import everybody
from ambito.project.demo.work import crew_of
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from town.volunteers.operations import move_offer, register_offer
from town.volunteers.queries import list_offers

TOWNS = {"legnano": "E514", "parabiago": "G324"}
AGES = (24, 72)
# What each would like to do, when, and in how many days the insurance ends; None is not insured yet.
OFFERS: tuple[tuple[tuple[str, ...], str, int | None], ...] = (
    (("svc_school",), "lunedì e mercoledì pomeriggio", 200),
    (("svc_food", "svc_transport"), "sabato mattina", 12),
    (("svc_home", "svc_leisure"), "due mattine alla settimana", 300),
    (("svc_migration",), "la sera, non in agosto", 90),
    (("svc_transport",), "quando serve, con un giorno di preavviso", None),
)


def fill(seats: dict[str, Seat], *, today: date, seed: int = 2026) -> None:
    """A transaction for each town. Repeatable: a town that has offers is left alone."""
    for label, belfiore in TOWNS.items():
        by = crew_of(label, seats[label]).coordinator
        chance = Random(f"{seed}:volunteers:{label}")  # noqa: S311 - no secret
        people = everybody(chance, count=len(OFFERS), ages=AGES, today=today, place=belfiore)
        with enter(seats[label], actor=by):
            if list_offers(by=by):
                continue
            for person, (interests, availability, days) in zip(people, OFFERS, strict=True):
                said = {
                    "name": f"{person.name} {person.surname}",
                    "phone": person.phone,
                    "email": "",
                    "interests": list(interests),
                    "availability": availability,
                    "insured_from": today - timedelta(days=100) if days else None,
                    "insured_until": today + timedelta(days=days) if days else None,
                }
                offer = register_offer(said=said, by=by)
                if days:
                    move_offer(offer=offer, name="start", version=offer.version, by=by)
