"""Codes of people who have no codice fiscale of sixteen characters, or not yet."""

from __future__ import annotations

from stdnum import luhn

from ambito.italy.codice_fiscale.problems import Fault, Part, Problem

CONTROL_AT = 11
NOBODY = "0000000"
FIRST_DIGIT_AT = 4


def check_numeric(code: str) -> tuple[Problem, ...]:
    """Eleven digits: seven of the person, three of the office, one of control by the rule of Luhn.

    Issued where the final code cannot be, among others to who asks for international protection
    (D.M. 23 December 1976; D.Lgs. 142/2015).
    """
    if code.startswith(NOBODY):
        return (Problem(Part.CHARACTERS, Fault.NO_PERSON, 1, found=NOBODY),)
    wanted = str(luhn.calc_check_digit(code[:-1]))
    if code[-1] == wanted:
        return ()
    return (Problem(Part.CONTROL, Fault.WRONG_CONTROL, CONTROL_AT, found=code[-1], expected=wanted),)


def check_health(code: str) -> tuple[Problem, ...]:
    """STP or ENI and thirteen digits: three of the region, three of the health office, seven of the person.

    Without a control character. The code lasts six months and may be renewed.
    """
    wrong = (
        (at, sign) for at, sign in enumerate(code, start=1) if at >= FIRST_DIGIT_AT and not sign.isdigit()
    )
    return tuple(Problem(Part.CHARACTERS, Fault.DIGIT_EXPECTED, at, found=sign) for at, sign in wrong)
