"""Partita IVA (D.P.R. 633/1972 art. 35): seven digits of the firm, three of the office, one of control."""

from __future__ import annotations

from enum import StrEnum, auto

from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError
from stdnum.it import iva

LENGTH = 11


class PartitaIvaProblem(StrEnum):
    """What is wrong with a partita IVA, most basic first."""

    EMPTY = auto()
    NOT_DIGITS = auto()
    TOO_SHORT = auto()
    TOO_LONG = auto()
    NO_FIRM = auto()
    UNKNOWN_OFFICE = auto()
    WRONG_CONTROL = auto()


def normalise(text: str) -> str:
    """`text` without separators and without the country letters IT."""
    return str(iva.compact(text))


def check(text: str) -> PartitaIvaProblem | None:
    """The first problem of a partita IVA, or None. Whether the firm exists only the tax registry knows.

    Source of the control digit: D.M. 23 December 1976 (the rule of Luhn).
    """
    number = normalise(text)
    return _shape(number) or _content(number)


def _shape(number: str) -> PartitaIvaProblem | None:
    if not number:
        return PartitaIvaProblem.EMPTY
    if not (number.isascii() and number.isdigit()):
        return PartitaIvaProblem.NOT_DIGITS
    if len(number) != LENGTH:
        return PartitaIvaProblem.TOO_SHORT if len(number) < LENGTH else PartitaIvaProblem.TOO_LONG
    return None


def _content(number: str) -> PartitaIvaProblem | None:
    try:
        iva.validate(number)
    except InvalidChecksum:
        return PartitaIvaProblem.WRONG_CONTROL
    except InvalidComponent:
        return PartitaIvaProblem.UNKNOWN_OFFICE
    except ValidationError:
        return PartitaIvaProblem.NO_FIRM
    return None
