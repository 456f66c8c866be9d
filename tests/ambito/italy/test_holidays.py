"""Working days as Italian offices count them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.italy.holidays import (
    MonthDay,
    add_working_days,
    easter,
    is_working_day,
    national_holidays,
    working_days_between,
)

AMBROSE = MonthDay(12, 7)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
SPANS = st.integers(-400, 400)
PATRONS = st.sampled_from([None, AMBROSE, MonthDay(11, 5), MonthDay(2, 29)])


EASTERS = """
    1818-03-22 1943-04-25 1961-04-02 2000-04-23 2008-03-23 2011-04-24 2024-03-31
    2025-04-20 2026-04-05 2027-03-28 2038-04-25 2049-04-18 2076-04-19 2285-03-22
"""


@pytest.mark.parametrize("day", EASTERS.split())
def test_known_easters(day: str) -> None:
    assert easter(int(day[:4])).isoformat() == day


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    assert easter(year).isoweekday() == 7
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


def test_saint_francis_is_a_holiday_from_2026() -> None:
    assert date(2025, 10, 4) not in national_holidays(2025)
    assert date(2026, 10, 4) in national_holidays(2026)
    assert not is_working_day(date(2027, 10, 4))  # a Monday
    assert is_working_day(date(2021, 10, 4))  # a Monday too


def test_the_republic_is_a_holiday_again_from_2001() -> None:
    assert is_working_day(date(2000, 6, 2))
    assert not is_working_day(date(2003, 6, 2))


def test_how_many_holidays_a_year_has() -> None:
    assert [len(national_holidays(year)) for year in (1999, 2010, 2026)] == [11, 12, 13]


def test_years_under_another_law_are_not_guessed() -> None:
    with pytest.raises(ValueError, match="1985"):
        national_holidays(1985)


def test_the_patron_is_a_holiday_in_one_town_alone() -> None:
    assert is_working_day(date(2026, 12, 7))
    assert not is_working_day(date(2026, 12, 7), patron=AMBROSE)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2026, 10, 1), 1, date(2026, 10, 2)),
        (date(2026, 10, 2), 1, date(2026, 10, 5)),
        (date(2026, 12, 23), 3, date(2026, 12, 29)),  # Christmas on Friday, Saint Stephen on Saturday
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # over Easter Monday
        (date(2026, 12, 4), 1, date(2026, 12, 7)),
        (date(2026, 4, 5), 0, date(2026, 4, 7)),
        (date(2026, 10, 1), 0, date(2026, 10, 1)),
        (date(2026, 10, 5), -1, date(2026, 10, 2)),
    ],
)
def test_adding_working_days(start: date, n: int, expected: date) -> None:
    assert add_working_days(start, n) == expected


def test_adding_over_the_patron() -> None:
    assert add_working_days(date(2026, 12, 4), 1, patron=AMBROSE) == date(2026, 12, 9)


@given(DAYS, SPANS.filter(bool), PATRONS)
def test_adding_and_counting_agree(start: date, n: int, patron: MonthDay | None) -> None:
    end = add_working_days(start, n, patron=patron)
    assert is_working_day(end, patron=patron)
    low, high = sorted((start, end))
    counted = [low + timedelta(step) for step in range((high - low).days + 1)]
    assert sum(is_working_day(day, patron=patron) for day in counted if day != start) == abs(n)
    assert working_days_between(start, end, patron=patron) == n


@given(DAYS, st.integers(0, 400), st.integers(0, 400), PATRONS)
def test_spans_add_up(start: date, one: int, other: int, patron: MonthDay | None) -> None:
    middle, end = start + timedelta(one), start + timedelta(one + other)
    halves = working_days_between(start, middle, patron=patron) + working_days_between(
        middle, end, patron=patron
    )
    assert working_days_between(start, end, patron=patron) == halves
