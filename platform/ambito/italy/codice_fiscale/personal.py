"""The codice fiscale of sixteen characters, part by part."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date

from ambito.italy import comuni, countries
from ambito.italy.codice_fiscale.layout import (
    DIGITS_AT,
    MONTHS,
    PART_AT,
    SLICES,
    SUBSTITUTES,
    WOMEN,
    Reading,
    control,
    plain,
    read,
)
from ambito.italy.codice_fiscale.problems import Fault, Part, Problem

MONTH_AT = SLICES[Part.MONTH].start
# Consonants, then vowels, then X to fill: D.M. 23 December 1976 on surname and name
TRIPLE = re.compile(r"[B-DF-HJ-NP-TV-Z]*[AEIOU]*X*")
DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LEAP_DAY = (2, 29)
CENTURIES = (1900, 2000)


def check_personal(code: str, birth_date: date | None) -> tuple[Problem, ...]:
    """The problems of sixteen capitals and digits, from left to right."""
    shape = tuple(problem for at, sign in enumerate(code) if (problem := _sign(at, sign)))
    if shape:
        return shape
    day = _day(code)
    found = (*_triples(code), day, None if day else _place(code, birth_date), _control(code))
    return tuple(problem for problem in found if problem)


def _sign(at: int, sign: str) -> Problem | None:
    fault = _digit_fault(sign) if at in DIGITS_AT else _letter_fault(at, sign)
    return Problem(PART_AT[at], fault, at + 1, found=sign) if fault else None


def _digit_fault(sign: str) -> Fault | None:
    return None if sign.isdigit() or sign in SUBSTITUTES else Fault.DIGIT_EXPECTED


def _letter_fault(at: int, sign: str) -> Fault | None:
    if sign.isdigit():
        return Fault.LETTER_EXPECTED
    return Fault.UNKNOWN_MONTH if at == MONTH_AT and sign not in MONTHS else None


def _triples(code: str) -> list[Problem]:
    parts = (Part.SURNAME, Part.NAME)
    return [
        _problem(part, Fault.IMPOSSIBLE_LETTERS, code[SLICES[part]])
        for part in parts
        if not TRIPLE.fullmatch(code[SLICES[part]])
    ]


def _problem(part: Part, fault: Fault, found: str, expected: str = "") -> Problem:
    return Problem(part, fault, SLICES[part].start + 1, found, expected)


def _day(code: str) -> Problem | None:
    written = plain(code)[SLICES[Part.DAY]]
    if not 1 <= int(written) % WOMEN <= max(DAYS_IN) or int(written) > WOMEN + max(DAYS_IN):
        return _problem(Part.DAY, Fault.DAY_OUT_OF_RANGE, written)
    said = read(code)
    if said.day > DAYS_IN[said.month - 1] or not _possible_days(said):
        return _problem(Part.DAY, Fault.DAY_NOT_IN_MONTH, written)
    return None


def _possible_days(said: Reading) -> list[date]:
    """The days a code may mean: its year may be of either century, less a 29 February that was not."""
    years = [century + said.year for century in CENTURIES]
    leap = (said.month, said.day) == LEAP_DAY
    return [date(year, said.month, said.day) for year in years if not leap or isleap(year)]


def _place(code: str, birth_date: date | None) -> Problem | None:
    said = read(code)
    days = [birth_date] if birth_date else _possible_days(said)
    known, existed = _known(said.place, days)
    if existed:
        return None
    return _problem(Part.PLACE, Fault.PLACE_NOT_THEN if known else Fault.UNKNOWN_PLACE, said.place)


def _known(place: str, days: list[date]) -> tuple[bool, bool]:
    """Whether a Belfiore code ever was, and was on one of the days."""
    country = countries.by_belfiore(place)
    lives = [country] if country else comuni.lifetimes(place)
    return bool(lives), any(life.existed(day) for life in lives for day in days)


def _control(code: str) -> Problem | None:
    wanted = control(code[:-1])
    return None if code[-1] == wanted else _problem(Part.CONTROL, Fault.WRONG_CONTROL, code[-1], wanted)
