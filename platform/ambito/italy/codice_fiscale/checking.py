"""Is this a code a person can have? `check` answers for every kind of code there is."""

from __future__ import annotations

import re
from datetime import date

from ambito.italy.codice_fiscale.layout import compact
from ambito.italy.codice_fiscale.numbers import check_health, check_numeric
from ambito.italy.codice_fiscale.personal import check_personal
from ambito.italy.codice_fiscale.problems import Checked, Fault, Kind, Part, Problem

HEALTH = re.compile(r"(STP|ENI)[0-9]")
LENGTHS = {Kind.PERSONAL: 16, Kind.NUMERIC: 11, Kind.STP: 16, Kind.ENI: 16}


def check(text: str, *, birth_date: date | None = None) -> Checked:
    """Everything wrong with a codice fiscale, a provisional number, or an STP or ENI code.

    The place must have existed on `birth_date`; without it, on the coded day of either 19xx or 20xx.
    Sources: D.M. 23 December 1976; for STP D.P.R. 394/1999 art. 43; for ENI the health ministry's circular of
    19 February 2008.
    """
    code = compact(text)
    kind = kind_of(code)
    problems = _length(code, LENGTHS[kind]) or _signs(code)
    return Checked(kind, code, problems or _content(kind, code, birth_date))


def kind_of(code: str) -> Kind:
    """Which kind a code in capitals is by its looks; the personal one when nothing says otherwise."""
    if code.isdigit():
        return Kind.NUMERIC
    found = HEALTH.match(code)
    return Kind[found[1]] if found else Kind.PERSONAL


def _content(kind: Kind, code: str, birth_date: date | None) -> tuple[Problem, ...]:
    if kind is Kind.PERSONAL:
        return check_personal(code, birth_date)
    return check_numeric(code) if kind is Kind.NUMERIC else check_health(code)


def _length(code: str, wanted: int) -> tuple[Problem, ...]:
    if len(code) == wanted:
        return ()
    short = Fault.TOO_SHORT if code else Fault.EMPTY
    fault = Fault.TOO_LONG if len(code) > wanted else short
    return (Problem(Part.LENGTH, fault, found=str(len(code)), expected=str(wanted)),)


def _signs(code: str) -> tuple[Problem, ...]:
    strange = ((at, sign) for at, sign in enumerate(code, start=1) if not (sign.isascii() and sign.isalnum()))
    return tuple(Problem(Part.CHARACTERS, Fault.FORBIDDEN_CHARACTER, at, found=sign) for at, sign in strange)
