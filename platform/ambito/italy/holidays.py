"""Italian working days: Monday to Friday, less national holidays and the town's patron day.

Sources: legge 260/1949 art. 2 as changed by legge 54/1977, D.P.R. 792/1985 (Epiphany again), legge 336/2000
(2 June again) and legge 151/2025 (4 October, Saint Francis, from 1 January 2026).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

FIRST_YEAR = 1986  # the first whole year under D.P.R. 792/1985; before it the list was another
SATURDAY = 5
DAY = timedelta(days=1)

FIXED = (
    (1, 1, FIRST_YEAR),
    (1, 6, FIRST_YEAR),
    (4, 25, FIRST_YEAR),
    (5, 1, FIRST_YEAR),
    (6, 2, 2001),
    (8, 15, FIRST_YEAR),
    (10, 4, 2026),
    (11, 1, FIRST_YEAR),
    (12, 8, FIRST_YEAR),
    (12, 25, FIRST_YEAR),
    (12, 26, FIRST_YEAR),
)


class MonthDay(NamedTuple):
    """A day that returns every year, such as a patron's: `MonthDay(12, 7)` for Saint Ambrose."""

    month: int
    day: int


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year, by the anonymous rule of 1876 (Meeus, Astronomical Algorithms)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def national_holidays(year: int) -> frozenset[date]:
    """The national holidays of `year`, Easter but no other Sunday included. `ValueError` before 1986."""
    if year < FIRST_YEAR:
        raise ValueError(f"The holidays of {year} followed another law.")
    fixed = {date(year, month, day) for month, day, since in FIXED if year >= since}
    return frozenset(fixed | {easter(year), easter(year) + DAY})


def is_working_day(day: date, *, patron: MonthDay | None = None) -> bool:
    """Whether the offices of a town with this patron day work on `day`."""
    if day.weekday() >= SATURDAY or day in national_holidays(day.year):
        return False
    return patron is None or (day.month, day.day) != patron


def add_working_days(start: date, n: int, *, patron: MonthDay | None = None) -> date:
    """The `n`-th working day after `start`, which is not counted; before it when `n` is negative.

    With 0 a day of rest moves to the next working day. Source: Codice civile art. 2963: the first day is not
    counted, a term that ends on a holiday moves on. Saturdays and patron days do not count because offices
    are closed; the law extends no term for them.
    """
    day = start
    if n == 0:
        while not is_working_day(day, patron=patron):
            day += DAY
    step = DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        day += step
        while not is_working_day(day, patron=patron):
            day += step
    return day


def working_days_between(start: date, end: date, *, patron: MonthDay | None = None) -> int:
    """How many working days lie after `start` up to `end` included; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end - DAY, start - DAY, patron=patron)
    days = (start + DAY * step for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, patron=patron) for day in days)
