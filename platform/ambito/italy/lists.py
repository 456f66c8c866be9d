"""The lists under data/, kept as sorted lines: a line is taken apart only when somebody asks for it.

Objects for every row would cost a web worker some ten times as much memory.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files

AFTER_ANY = "\U0010ffff"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The rows of data/`name`.csv, sorted, without their heading."""
    text = (files("ambito.italy") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(text.splitlines()[1:])


def starting(rows: Sequence[str], prefix: str) -> Sequence[str]:
    """The rows that begin with `prefix`, by bisection."""
    return rows[bisect_left(rows, prefix) : bisect_right(rows, prefix + AFTER_ANY)]


class Order:
    """The rows by another key than their first column; keeps row numbers alone, not the keys."""

    def __init__(self, rows: Sequence[str], key: Callable[[str], str]) -> None:
        self.rows = rows
        self.key = key
        keyed = sorted((key(row), number) for number, row in enumerate(rows) if key(row))
        self.numbers = array("H", (number for _, number in keyed))

    def starting(self, prefix: str) -> Iterator[tuple[str, str]]:
        """The keys that begin with `prefix`, in order, each with its row."""
        start = bisect_left(self.numbers, prefix, key=self._key_of)
        for number in self.numbers[start:]:
            key = self._key_of(number)
            if not key.startswith(prefix):
                return
            yield key, self.rows[number]

    def _key_of(self, number: int) -> str:
        return self.key(self.rows[number])
