"""Comuni of Italy with the time each has existed, suppressed ones included. Their source: data/README.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from heapq import merge

from ambito.italy.lists import Order, lines, starting
from ambito.italy.names import folded

BELFIORE, SINCE, UNTIL, PROVINCE, ISTAT, NAME, OTHER_NAME = range(7)


@dataclass(frozen=True, slots=True)
class Province:
    """Its car plate letters, name, and ISTAT region (None for lands lost in 1947)."""

    code: str
    name: str
    region_code: str | None
    region: str | None


@dataclass(frozen=True, slots=True)
class Comune:
    """One lifetime of a comune under one name in one province.

    `belfiore` is its cadastral code, used in the codice fiscale; `istat` its six digits at ISTAT, only while
    it lasts. `since` and `until` are its first and last day; `until` is None while it lasts.
    """

    belfiore: str
    since: date
    until: date | None
    province: str
    istat: str | None
    name: str
    other_name: str | None

    def existed(self, at: date) -> bool:
        return self.since <= at and (self.until is None or at <= self.until)

    @property
    def region_code(self) -> str | None:
        return provinces()[self.province].region_code

    @property
    def region(self) -> str | None:
        return provinces()[self.province].region


@cache
def provinces() -> dict[str, Province]:
    """Every province a comune of the list is or was in, by car plate letters."""
    cells = (line.split(",") for line in lines("provinces"))
    return {
        code: Province(code, name, number or None, region or None) for code, name, number, region in cells
    }


def lifetimes(belfiore: str) -> list[Comune]:
    """Every lifetime under a Belfiore code, oldest first; empty when there is none."""
    return [_comune(line) for line in starting(lines("comuni"), f"{belfiore.upper()},")]


def by_belfiore(belfiore: str, *, at: date | None = None) -> Comune | None:
    """The comune that had this code on day `at`; without a day, the latest one."""
    found = [comune for comune in lifetimes(belfiore) if at is None or comune.existed(at)]
    return found[-1] if found else None


def by_istat(istat: str) -> Comune | None:
    """The comune of today with this six-digit ISTAT code."""
    found, line = next(_by("istat").starting(istat), ("", ""))
    return _comune(line) if found == istat != "" else None


def search(prefix: str, *, at: date, limit: int = 20) -> list[Comune]:
    """Comuni of day `at` whose Italian or other name begins with `prefix`, accents and apostrophes apart.

    In order of the name that matched, at most `limit`; an empty prefix finds nothing.
    """
    wanted = folded(prefix)
    found: dict[str, Comune] = {}
    for _, line in merge(_by("name").starting(wanted), _by("other_name").starting(wanted)) if wanted else ():
        comune = _comune(line)
        if comune.existed(at):
            found.setdefault(comune.belfiore, comune)
        if len(found) == limit:
            break
    return list(found.values())


def _comune(line: str) -> Comune:
    cells = line.split(",")
    until = date.fromisoformat(cells[UNTIL]) if cells[UNTIL] else None
    since = date.fromisoformat(cells[SINCE])
    istat, other_name = cells[ISTAT] or None, cells[OTHER_NAME] or None
    return Comune(cells[BELFIORE], since, until, cells[PROVINCE], istat, cells[NAME], other_name)


_KEYS: dict[str, Callable[[str], str]] = {
    "istat": lambda line: line.split(",")[ISTAT],
    "name": lambda line: folded(line.split(",")[NAME]),
    "other_name": lambda line: folded(line.split(",")[OTHER_NAME]),
}


@cache
def _by(key: str) -> Order:
    return Order(lines("comuni"), _KEYS[key])
