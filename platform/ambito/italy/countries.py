"""Foreign states as birth places: the codes Z000 of the codice fiscale, ended states included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from ambito.italy.lists import lines
from ambito.italy.names import folded


@dataclass(frozen=True, slots=True)
class Country:
    """A state; `until` is its last day, None while it lasts. `other_names` are kept for looking up."""

    belfiore: str
    until: date | None
    name: str
    other_names: tuple[str, ...]

    def existed(self, at: date) -> bool:
        """Whether somebody may have been born there on day `at`.

        A beginning is not asked: the tax registry gives people born before a state was founded either code,
        the old state's or the new one's.
        """
        return self.until is None or at <= self.until


@cache
def _by_belfiore() -> dict[str, Country]:
    return {country.belfiore: country for country in map(_country, lines("countries"))}


def _country(line: str) -> Country:
    code, until, name, others = line.split(",")
    last_day = date.fromisoformat(until) if until else None
    return Country(code, last_day, name, tuple(filter(None, others.split("|"))))


def by_belfiore(belfiore: str) -> Country | None:
    """The state with this code, `Z` and three digits."""
    return _by_belfiore().get(belfiore.upper())


def countries(*, at: date | None = None) -> list[Country]:
    """The states of day `at`, or all there have been, in alphabetical order."""
    known = (country for country in _by_belfiore().values() if at is None or country.existed(at))
    return sorted(known, key=lambda country: folded(country.name))


def search(prefix: str, *, at: date, limit: int = 20) -> list[Country]:
    """States of day `at` one of whose names begins with `prefix`; an empty prefix finds nothing."""
    wanted = folded(prefix)
    found = [country for country in countries(at=at) if wanted and _answers(country, wanted)]
    return found[:limit]


def _answers(country: Country, wanted: str) -> bool:
    return any(folded(name).startswith(wanted) for name in (country.name, *country.other_names))
