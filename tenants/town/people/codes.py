"""What to tell the desk about a codice fiscale: which part is wrong, or which datum disagrees with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ambito.italy.codice_fiscale import Datum, Disagreement, Fault, Part, Problem, Sex, check, compare

PARTS: dict[Part, str | Promise] = {
    Part.LENGTH: _("the whole code"),
    Part.CHARACTERS: _("the whole code"),
    Part.SURNAME: _("the surname (characters 1 to 3)"),
    Part.NAME: _("the name (characters 4 to 6)"),
    Part.YEAR: _("the year of birth (characters 7 and 8)"),
    Part.MONTH: _("the month of birth (character 9)"),
    Part.DAY: _("the day of birth (characters 10 and 11)"),
    Part.PLACE: _("the place of birth (characters 12 to 15)"),
    Part.CONTROL: _("the last letter (character 16)"),
}
FAULTS: dict[Fault, str | Promise] = {
    Fault.EMPTY: _("Enter the codice fiscale."),
    Fault.TOO_SHORT: _("Complete the codice fiscale: it has %(found)s characters and takes %(expected)s."),
    Fault.TOO_LONG: _("Shorten the codice fiscale: it has %(found)s characters and takes %(expected)s."),
    Fault.FORBIDDEN_CHARACTER: _(
        "Correct character %(position)s, “%(found)s”: only letters and digits are used."
    ),
    Fault.NO_PERSON: _("Check the number: it belongs to no person."),
    Fault.LETTER_EXPECTED: _("Correct %(part)s: character %(position)s is a letter, not “%(found)s”."),
    Fault.DIGIT_EXPECTED: _("Correct %(part)s: character %(position)s is a digit, not “%(found)s”."),
    Fault.IMPOSSIBLE_LETTERS: _("Check %(part)s on the document: “%(found)s” is unusual."),
    Fault.UNKNOWN_MONTH: _("Correct %(part)s: “%(found)s” is not a month."),
    Fault.DAY_OUT_OF_RANGE: _("Correct %(part)s: “%(found)s” is not a day; for women they begin at 41."),
    Fault.DAY_NOT_IN_MONTH: _("Correct %(part)s: that month has no day “%(found)s”."),
    Fault.UNKNOWN_PLACE: _("Check %(part)s on the document: we do not know “%(found)s”."),
    Fault.PLACE_NOT_THEN: _("Check %(part)s on the document: “%(found)s” did not exist on that day."),
    Fault.WRONG_CONTROL: _(
        "Check the whole code: %(part)s is “%(found)s”, by the other characters it is “%(expected)s”."
    ),
}
DATA: dict[Datum, str | Promise] = {
    Datum.SURNAME: _(
        "Compare the surname: the code says “%(in_code)s”, what you wrote gives “%(expected)s”."
    ),
    Datum.NAME: _("Compare the name: the code says “%(in_code)s”, what you wrote gives “%(expected)s”."),
    Datum.NAMES_SWAPPED: _("Check surname and name: they seem to be in each other’s place."),
    Datum.BIRTH_DATE: _(
        "Compare the date of birth: the code says “%(in_code)s”, what you wrote gives “%(expected)s”."
    ),
    Datum.SEX: _("Compare the sex: the code says “%(in_code)s”, you chose “%(expected)s”."),
    Datum.PLACE: _(
        "Compare the place of birth: the code says “%(in_code)s”, what you wrote is “%(expected)s”."
    ),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wrong` forbids the code; `doubts` ask for a yes, because the document may be odd and right."""

    wrong: list[str]
    doubts: list[str]


def verdict(
    code: str, *, surname: str, name: str, birth_date: date | None, sex: str, birth_place: str
) -> Verdict:
    """What to say about a code and the data it repeats."""
    checked = check(code, birth_date=birth_date)
    wrong = [sentence(problem) for problem in checked.problems if not problem.is_doubt]
    if wrong:
        return Verdict(wrong, [])
    disagreements = compare(
        checked.code,
        surname=surname or None,
        name=name or None,
        birth_date=birth_date,
        sex=cast("Sex | None", sex or None),
        place=birth_place or None,
    )
    doubts = [sentence(problem) for problem in checked.problems]
    return Verdict([], doubts + [datum_sentence(found) for found in disagreements])


def sentence(problem: Problem) -> str:
    return str(FAULTS[problem.fault]) % {
        "part": PARTS[problem.part],
        "position": problem.position,
        "found": problem.found,
        "expected": problem.expected,
    }


def datum_sentence(found: Disagreement) -> str:
    return str(DATA[found.datum]) % {"in_code": found.in_code, "expected": found.expected}
