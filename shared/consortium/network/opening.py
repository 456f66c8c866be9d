"""When a place is open: weekly bands, those of a season in their place, special days before both.

On a national holiday the weekly hours do not hold, except where a place is open the whole day round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Protocol

from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.italy.holidays import national_holidays

Hours = tuple[time, time]
# The last minute of the day stands for midnight.
MIDNIGHT = time(23, 59)
WHOLE_DAY: Hours = (time(0), MIDNIGHT)
ONE = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|a|/)\s*(\d{1,2})(?:[:.](\d{2}))?")
BETWEEN = re.compile(r"\s*(?:,|;|\be\b|\band\b)\s*")


class Weekly(Protocol):
    """A band of a weekday; `first_day` and `last_day` are MM-DD, or empty for the whole year."""

    weekday: int
    opens: time
    closes: time
    first_day: str
    last_day: str


class Special(Protocol):
    """Days with other hours; `opens` None is closed."""

    during: DateRange
    opens: time | None
    closes: time | None


@dataclass(frozen=True, slots=True)
class Line:
    """One weekday of a timetable."""

    weekday: int
    hours: tuple[Hours, ...]


def in_season(band: Weekly, day: date) -> bool:
    """Whether the band's days of the year hold `day`; a season may pass over New Year."""
    if not band.first_day:
        return True
    today = f"{day:%m-%d}"
    if band.first_day <= band.last_day:
        return band.first_day <= today <= band.last_day
    return today >= band.first_day or today <= band.last_day


def season_of(bands: Iterable[Weekly], day: date) -> tuple[str, str]:
    """First and last day of the season that counts on `day`; empty strings for the hours of the year."""
    found = [(band.first_day, band.last_day) for band in bands if band.first_day and in_season(band, day)]
    return min(found, default=("", ""))


def hours_on(day: date, bands: Sequence[Weekly], special: Iterable[Special]) -> tuple[Hours, ...]:
    """The openings of a day in order; empty where it is closed, or nothing is known."""
    said = [each for each in special if not each.during.isempty and day in each.during]
    if said:
        return tuple(sorted((each.opens, each.closes) for each in said if each.opens and each.closes))
    season = season_of(bands, day)
    hours = tuple(
        sorted(
            (band.opens, band.closes)
            for band in bands
            if band.weekday == day.weekday() and (band.first_day, band.last_day) == season
        )
    )
    if day in national_holidays(day.year):
        return tuple(each for each in hours if each == WHOLE_DAY)
    return hours


def is_open(at: datetime, bands: Sequence[Weekly], special: Iterable[Special]) -> bool:
    """`at` is a local moment."""
    clock = at.time()
    return any(
        opens <= clock and (clock < closes or closes == MIDNIGHT)
        for opens, closes in hours_on(at.date(), bands, special)
    )


def week(bands: Iterable[Weekly], season: tuple[str, str]) -> list[Line]:
    """The weekdays of a season that have hours, from Monday."""
    days: dict[int, list[Hours]] = {}
    for band in bands:
        if (band.first_day, band.last_day) == season:
            days.setdefault(band.weekday, []).append((band.opens, band.closes))
    return [Line(weekday, tuple(sorted(days[weekday]))) for weekday in sorted(days)]


def seasons(bands: Iterable[Weekly]) -> list[tuple[str, str]]:
    """Every season that has hours, those of the year first."""
    return sorted({(band.first_day, band.last_day) for band in bands})


def overlap(hours: Iterable[Hours]) -> bool:
    """Whether two openings of a day run into each other."""
    return any(second[0] < first[1] for first, second in pairwise(sorted(hours)))


def parse_hours(text: str) -> list[Hours] | None:
    """The openings that people type, `9-12:30, 14-17`; None for what cannot be read, nothing for nothing."""
    parts = BETWEEN.split(text.strip()) if text.strip() else []
    hours = [_hours(part) for part in parts]
    return None if None in hours else [each for each in hours if each]


def _hours(text: str) -> Hours | None:
    found = ONE.fullmatch(text)
    if found is None:
        return None
    opens, closes = _time(found[1], found[2]), _time(found[3], found[4])
    return (opens, closes) if opens is not None and closes is not None and opens < closes else None


def _time(hour: str, minute: str | None) -> time | None:
    clock = int(hour), int(minute or 0)
    if clock == (24, 0):
        return MIDNIGHT
    try:
        return time(*clock)
    except ValueError:
        return None
