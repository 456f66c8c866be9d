"""What may be wrong with the code a person is known by, told so that a form can say a precise sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto


class Kind(StrEnum):
    """Which code it is: the personal one, a provisional number, or a health code for who has neither."""

    PERSONAL = auto()
    NUMERIC = auto()
    STP = auto()
    ENI = auto()


class Part(StrEnum):
    """Where in the code the problem lies."""

    LENGTH = auto()
    CHARACTERS = auto()
    SURNAME = auto()
    NAME = auto()
    YEAR = auto()
    MONTH = auto()
    DAY = auto()
    PLACE = auto()
    CONTROL = auto()


class Fault(StrEnum):
    """What the problem is."""

    EMPTY = auto()
    TOO_SHORT = auto()
    TOO_LONG = auto()
    FORBIDDEN_CHARACTER = auto()
    NO_PERSON = auto()
    LETTER_EXPECTED = auto()
    DIGIT_EXPECTED = auto()
    IMPOSSIBLE_LETTERS = auto()
    UNKNOWN_MONTH = auto()
    DAY_OUT_OF_RANGE = auto()
    DAY_NOT_IN_MONTH = auto()
    UNKNOWN_PLACE = auto()
    PLACE_NOT_THEN = auto()
    WRONG_CONTROL = auto()


# Lists lag behind new comuni and offices have issued odd codes: to be asked again, not refused
DOUBTS = frozenset({Fault.IMPOSSIBLE_LETTERS, Fault.UNKNOWN_PLACE, Fault.PLACE_NOT_THEN})


@dataclass(frozen=True, slots=True)
class Problem:
    """`position` counts from 1: of a wrong character, or where a wrong part begins; None for the length.

    What was found and expected stays out of its repr, so out of logs.
    """

    part: Part
    fault: Fault
    position: int | None = None
    found: str = field(default="", repr=False)
    expected: str = field(default="", repr=False)

    @property
    def is_doubt(self) -> bool:
        """Whether the code may be right all the same: the form asks, and accepts a yes."""
        return self.fault in DOUBTS


@dataclass(frozen=True, slots=True)
class Checked:
    """A code as it was understood, in capitals, and all that is wrong with it, from left to right."""

    kind: Kind
    code: str = field(repr=False)
    problems: tuple[Problem, ...]

    @property
    def is_valid(self) -> bool:
        """Whether nothing forbids it; doubts may remain."""
        return all(problem.is_doubt for problem in self.problems)
