"""Makes the codice fiscale of invented people. A true one is given by the tax registry alone."""

from __future__ import annotations

from datetime import date

from ambito.italy.codice_fiscale.layout import DIGITS_AT, MONTHS, SUBSTITUTES, WOMEN, Sex, control
from ambito.italy.names import first_given, letters

VOWELS = "AEIOU"
MANY = 4  # consonants of a given name from which the second is left out


def compute(*, surname: str, name: str, birth_date: date, sex: Sex, place: str, omocodia: int = 0) -> str:
    """The sixteen characters for a person born at Belfiore code `place`.

    `omocodia` (0 to 7) is how many digits become letters, rightmost first, where earlier people had the same
    data. Source: D.M. 23 December 1976.
    """
    day = birth_date.day + (WOMEN if sex == "F" else 0)
    born = f"{birth_date.year % 100:02}{MONTHS[birth_date.month - 1]}{day:02}"
    data = surname_triple(letters(surname)) + name_triple(letters(first_given(name))) + born + place.upper()
    data = _substituted(data, omocodia)
    return data + control(data)


def surname_triple(spelt: str) -> str:
    """Consonants in order, then vowels in order, then X; the first three. `spelt` is in A-Z."""
    vowels = [letter for letter in spelt if letter in VOWELS]
    return "".join([*_consonants(spelt), *vowels, *"XXX"][:3])


def name_triple(spelt: str) -> str:
    """As for a surname, but of four or more consonants the first, third and fourth."""
    consonants = _consonants(spelt)
    if len(consonants) < MANY:
        return surname_triple(spelt)
    return consonants[0] + consonants[2] + consonants[3]


def _consonants(spelt: str) -> list[str]:
    return [letter for letter in spelt if letter not in VOWELS]


def _substituted(data: str, count: int) -> str:
    signs = list(data)
    for at in DIGITS_AT[::-1][:count]:
        signs[at] = SUBSTITUTES[int(signs[at])]
    return "".join(signs)
