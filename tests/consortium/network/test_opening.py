"""Weekly hours, those of a season, special days and public holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from consortium.network import opening
from consortium.network.opening import MIDNIGHT, WHOLE_DAY

ROME = ZoneInfo("Europe/Rome")
MORNING, AFTERNOON = (time(9), time(12)), (time(14), time(17))
MONDAY = date(2026, 3, 2)


@dataclass
class Band:
    weekday: int
    opens: time
    closes: time
    first_day: str = ""
    last_day: str = ""


@dataclass
class Days:
    during: DateRange
    opens: time | None = None
    closes: time | None = None


WEEK = [Band(0, *AFTERNOON), Band(0, *MORNING), Band(2, *MORNING)]
SUMMER = [*WEEK, Band(0, time(8), time(10), "06-15", "08-31")]
WINTER = [*WEEK, Band(0, time(10), time(11), "11-01", "02-28")]


@pytest.mark.parametrize(
    ("day", "bands", "hours"),
    [
        (MONDAY, WEEK, (MORNING, AFTERNOON)),
        (date(2026, 3, 3), WEEK, ()),
        (date(2026, 7, 6), SUMMER, ((time(8), time(10)),)),
        (date(2026, 7, 8), SUMMER, ()),
        (date(2026, 9, 7), SUMMER, (MORNING, AFTERNOON)),
        (date(2026, 1, 12), WINTER, ((time(10), time(11)),)),
        (date(2026, 12, 14), WINTER, ((time(10), time(11)),)),
        (date(2026, 3, 9), WINTER, (MORNING, AFTERNOON)),
        (date(2026, 4, 6), WEEK, ()),
        (date(2026, 4, 6), [Band(0, *WHOLE_DAY)], (WHOLE_DAY,)),
        (MONDAY, [], ()),
    ],
    ids=[
        "week",
        "closed",
        "summer",
        "off in summer",
        "after",
        "winter",
        "december",
        "spring",
        "easter",
        "always",
        "none",
    ],
)
def test_hours_of_a_day(day: date, bands: list[Band], hours: tuple[opening.Hours, ...]) -> None:
    assert opening.hours_on(day, bands, []) == hours


def test_special_days_come_first() -> None:
    closed = Days(DateRange(MONDAY, date(2026, 3, 4)))
    evening = Days(DateRange(MONDAY, date(2026, 3, 3)), time(20), time(22))
    never = Days(DateRange(MONDAY, MONDAY))
    assert opening.hours_on(MONDAY, WEEK, [closed]) == ()
    assert opening.hours_on(MONDAY, WEEK, [evening]) == ((time(20), time(22)),)
    assert opening.hours_on(MONDAY, WEEK, [never]) == (MORNING, AFTERNOON)
    assert opening.hours_on(date(2026, 3, 4), WEEK, [closed]) == (MORNING,)


@pytest.mark.parametrize(
    ("hour", "minute", "said"), [(8, 59, False), (9, 0, True), (11, 59, True), (12, 0, False), (14, 0, True)]
)
def test_open_from_the_first_minute_to_before_the_last(hour: int, minute: int, said: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert opening.is_open(datetime(2026, 3, 2, hour, minute, tzinfo=ROME), WEEK, []) is said


def test_midnight_is_inside_the_whole_day() -> None:
    late = datetime(2026, 3, 2, 23, 59, 30, tzinfo=ROME)
    assert opening.is_open(late, [Band(0, time(18), MIDNIGHT)], [])


def test_seasons_and_weeks() -> None:
    assert opening.seasons(SUMMER) == [("", ""), ("06-15", "08-31")]
    assert [line.weekday for line in opening.week(SUMMER, ("", ""))] == [0, 2]
    assert opening.week(SUMMER, ("", ""))[0].hours == (MORNING, AFTERNOON)


def test_overlap() -> None:
    assert opening.overlap([MORNING, (time(11), time(13))])
    assert not opening.overlap([AFTERNOON, MORNING, (time(12), time(14))])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9-12:30, 14-17", [(time(9), time(12, 30)), (time(14), time(17))]),
        (" 9.00 - 12.30 e 14:00–17:00 ", [(time(9), time(12, 30)), (time(14), time(17))]),
        ("0-24", [WHOLE_DAY]),
        ("", []),
        ("mattina", None),
        ("12-9", None),
        ("9-25", None),
        ("9-12:75", None),
        ("9-12, forse", None),
    ],
)
def test_hours_as_people_type_them(typed: str, meant: list[opening.Hours] | None) -> None:
    assert opening.parse_hours(typed) == meant
