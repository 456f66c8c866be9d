"""Invented people: common surnames and names put together by chance, from a seed. Nobody real.

Ages follow what a social service sees: children and their parents, elderly people, adults alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

from ambito.italy.codice_fiscale import compute

Sex = Literal["F", "M"]
DATA = Path(__file__).parent / "data"


@cache
def words(kind: str) -> tuple[str, ...]:
    """The lines of `surnames`, `women`, `men` or `streets`."""
    return tuple((DATA / f"{kind}.txt").read_text(encoding="utf-8").splitlines())


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who does not exist, with a valid codice fiscale."""

    surname: str
    name: str
    sex: Sex
    birth_date: date
    birth_place: str
    codice_fiscale: str
    address: str
    phone: str


def invented(chance: Random, *, ages: tuple[int, int], today: date, place: str) -> Invented:
    """One person of an age in years between `ages` on `today`, born in the comune with this Belfiore code."""
    sex: Sex = chance.choice(("F", "M"))
    surname = chance.choice(words("surnames"))
    name = chance.choice(words("women" if sex == "F" else "men"))
    born = today - timedelta(days=chance.randint(ages[0] * 365 + 5, ages[1] * 365))
    return Invented(
        surname=surname,
        name=name,
        sex=sex,
        birth_date=born,
        birth_place=place,
        codice_fiscale=compute(surname=surname, name=name, birth_date=born, sex=sex, place=place),
        address=f"{chance.choice(words('streets'))} {chance.randint(1, 140)}",
        # No number in Italy begins with 000 after its district: nobody can be rung by mistake.
        phone=f"0331 000{chance.randint(100, 999)}",
    )


def everybody(
    chance: Random, *, count: int, ages: tuple[int, int], today: date, place: str
) -> Iterator[Invented]:
    """`count` people, no two with the same codice fiscale."""
    seen: set[str] = set()
    while len(seen) < count:
        person = invented(chance, ages=ages, today=today, place=place)
        if person.codice_fiscale not in seen:
            seen.add(person.codice_fiscale)
            yield person
