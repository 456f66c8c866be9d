"""Where each datum sits in the sixteen characters of a codice fiscale, and how its characters are read.

Source: D.P.R. 605/1973 art. 4; D.M. 23 December 1976 (Gazzetta Ufficiale 345 of 29 December 1976) art. 2 and
following.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stdnum.it.codicefiscale import calc_check_digit

from ambito.italy.codice_fiscale.problems import Part

Sex = Literal["F", "M"]

LENGTH = 16
MONTHS = "ABCDEHLMPRST"
WOMEN = 40  # added to the day of birth
SLICES = {
    Part.SURNAME: slice(0, 3),
    Part.NAME: slice(3, 6),
    Part.YEAR: slice(6, 8),
    Part.MONTH: slice(8, 9),
    Part.DAY: slice(9, 11),
    Part.PLACE: slice(11, 15),
    Part.CONTROL: slice(15, 16),
}
PART_AT = tuple(part for part, at in SLICES.items() for _ in range(at.start, at.stop))
DIGITS_AT = (6, 7, 9, 10, 12, 13, 14)
SUBSTITUTES = "LMNPQRSTUV"  # stand for 0-9 where two people would share a code (omocodia)
TO_DIGITS = str.maketrans(SUBSTITUTES, "0123456789")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a codice fiscale says. `year` has two digits: the century is not in the code."""

    surname: str
    name: str
    year: int
    month: int
    day: int
    sex: Sex
    place: str


def compact(text: str) -> str:
    """`text` in capitals, without spaces, hyphens and full stops."""
    return "".join(sign for sign in text.upper() if not sign.isspace() and sign not in "-.")


def plain(code: str) -> str:
    """The fifteen characters of data with omocodia undone: the same for every code of the same data."""
    return "".join(
        sign.translate(TO_DIGITS) if at in DIGITS_AT else sign for at, sign in enumerate(code[:15])
    )


def control(data: str) -> str:
    """The letter of control of fifteen characters of data."""
    return str(calc_check_digit(data))


def read(code: str) -> Reading:
    """The data inside a well-formed code (see `check`), omocodia undone."""
    data = plain(code)
    day = int(data[SLICES[Part.DAY]])
    return Reading(
        surname=data[SLICES[Part.SURNAME]],
        name=data[SLICES[Part.NAME]],
        year=int(data[SLICES[Part.YEAR]]),
        month=MONTHS.index(data[SLICES[Part.MONTH]]) + 1,
        day=day - WOMEN if day > WOMEN else day,
        sex="F" if day > WOMEN else "M",
        place=data[SLICES[Part.PLACE]],
    )
