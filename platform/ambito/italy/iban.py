"""IBAN (ISO 13616), and inside Italian and Sanmarinese ones the CIN letter of the national account number."""

from __future__ import annotations

import re
from enum import StrEnum, auto

from stdnum import iban
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError
from stdnum.it.codicefiscale import calc_check_digit

ITALIAN = ("IT", "SM")
ITALIAN_LENGTH = 27
START = re.compile(r"[A-Z]{2}[0-9]{2}")
ITALIAN_ACCOUNT = re.compile(r"[A-Z][0-9]{10}[A-Z0-9]{12}")


class IbanProblem(StrEnum):
    """What is wrong with an IBAN, most basic first."""

    EMPTY = auto()
    FORBIDDEN_CHARACTER = auto()
    UNKNOWN_COUNTRY = auto()
    TOO_SHORT = auto()
    TOO_LONG = auto()
    WRONG_SHAPE = auto()
    WRONG_CONTROL = auto()
    WRONG_CIN = auto()


def normalise(text: str) -> str:
    """`text` in capitals, without spaces and separators: what is stored."""
    return str(iban.compact(text))


def grouped(text: str) -> str:
    """In groups of four, as it is printed and read aloud (ISO 13616)."""
    return str(iban.format(text))


def check(text: str) -> IbanProblem | None:
    """The first problem of an IBAN of any country, or None. Lengths are told apart for Italian ones."""
    number = normalise(text)
    if number[:2] in ITALIAN:
        return _signs(number) or _italian_shape(number) or _control(number) or _cin(number)
    return _signs(number) or _control(number)


def _signs(number: str) -> IbanProblem | None:
    if not number:
        return IbanProblem.EMPTY
    if not (number.isascii() and number.isalnum()):
        return IbanProblem.FORBIDDEN_CHARACTER
    return None if START.match(number) else IbanProblem.WRONG_SHAPE


def _italian_shape(number: str) -> IbanProblem | None:
    if len(number) != ITALIAN_LENGTH:
        return IbanProblem.TOO_SHORT if len(number) < ITALIAN_LENGTH else IbanProblem.TOO_LONG
    return None if ITALIAN_ACCOUNT.fullmatch(number, 4) else IbanProblem.WRONG_SHAPE


def _control(number: str) -> IbanProblem | None:
    try:
        iban.validate(number)
    except InvalidChecksum:
        return IbanProblem.WRONG_CONTROL
    except InvalidComponent:
        return IbanProblem.UNKNOWN_COUNTRY
    except ValidationError:
        return IbanProblem.WRONG_SHAPE
    return None


def _cin(number: str) -> IbanProblem | None:
    """The CIN is computed as the last letter of a codice fiscale (ABI, coordinate bancarie nazionali)."""
    return None if calc_check_digit(number[5:]) == number[4] else IbanProblem.WRONG_CIN
