"""Does a codice fiscale belong to these data, and if not, which datum disagrees?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto

from ambito.italy.codice_fiscale.checking import check
from ambito.italy.codice_fiscale.composing import name_triple, surname_triple
from ambito.italy.codice_fiscale.layout import Reading, Sex, read
from ambito.italy.codice_fiscale.problems import Kind, Part
from ambito.italy.names import first_given, spellings


class Datum(StrEnum):
    """A datum that a codice fiscale repeats; `NAMES_SWAPPED`: surname and name, each in the other's place."""

    SURNAME = auto()
    NAME = auto()
    NAMES_SWAPPED = auto()
    BIRTH_DATE = auto()
    SEX = auto()
    PLACE = auto()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A datum and the parts of the code that would be other; what they say stays out of its repr."""

    datum: Datum
    parts: tuple[Part, ...]
    in_code: str = field(repr=False)
    expected: str = field(repr=False)


def compare(
    code: str,
    *,
    surname: str | None = None,
    name: str | None = None,
    birth_date: date | None = None,
    sex: Sex | None = None,
    place: str | None = None,
) -> tuple[Disagreement, ...]:
    """The data that disagree with a code that `check` calls valid; a datum that is None is not compared.

    `surname` is the one from birth, `place` a Belfiore code. Numbers, STP and ENI codes say nothing of a
    person and agree with everybody. `ValueError` for a code that is not valid: it cannot be read.
    """
    checked = check(code)
    if not checked.is_valid:
        raise ValueError("Only a valid code can be compared.")
    if checked.kind is not Kind.PERSONAL:
        return ()
    said = read(checked.code)
    found = [*_names(said, surname, name), _date(said, birth_date), _sex(said, sex), _place(said, place)]
    return tuple(disagreement for disagreement in found if disagreement)


def _triples(text: str | None, triple: Callable[[str], str]) -> list[str]:
    """What the code may say for a name; nothing when the name is unknown or has no Latin letter."""
    return [triple(spelt) for spelt in spellings(text or "")]


def _names(said: Reading, surname: str | None, name: str | None) -> list[Disagreement | None]:
    given = first_given(name or "")
    wrong_surname = _differs(Part.SURNAME, said.surname, _triples(surname, surname_triple))
    wrong_name = _differs(Part.NAME, said.name, _triples(given, name_triple))
    if wrong_surname and wrong_name and _swapped(said, surname, given):
        parts, expected = (Part.SURNAME, Part.NAME), wrong_surname.expected + wrong_name.expected
        return [Disagreement(Datum.NAMES_SWAPPED, parts, said.surname + said.name, expected)]
    return [wrong_surname, wrong_name]


def _differs(part: Part, triple: str, wanted: list[str]) -> Disagreement | None:
    if not wanted or triple in wanted:
        return None
    return Disagreement(Datum(part.value), (part,), triple, wanted[0])


def _swapped(said: Reading, surname: str | None, given: str) -> bool:
    return said.name in _triples(surname, name_triple) and said.surname in _triples(given, surname_triple)


def _date(said: Reading, birth_date: date | None) -> Disagreement | None:
    if birth_date is None:
        return None
    coded = (said.year, said.month, said.day)
    wanted = (birth_date.year % 100, birth_date.month, birth_date.day)
    dated = zip((Part.YEAR, Part.MONTH, Part.DAY), coded, wanted, strict=True)
    parts = tuple(part for part, one, other in dated if one != other)
    return Disagreement(Datum.BIRTH_DATE, parts, _written(coded), _written(wanted)) if parts else None


def _written(day: tuple[int, int, int]) -> str:
    return "-".join(f"{number:02}" for number in day)


def _sex(said: Reading, sex: Sex | None) -> Disagreement | None:
    return Disagreement(Datum.SEX, (Part.DAY,), said.sex, sex) if sex and sex != said.sex else None


def _place(said: Reading, place: str | None) -> Disagreement | None:
    wanted = (place or said.place).upper()
    return Disagreement(Datum.PLACE, (Part.PLACE,), said.place, wanted) if wanted != said.place else None
