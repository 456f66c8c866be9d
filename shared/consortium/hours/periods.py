"""The week or month of an address: today's where it says nothing, a missing page where it says nonsense."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import Http404, HttpRequest
from django.utils import timezone

from consortium.hours.queries import month_of


def week_asked(request: HttpRequest) -> DateRange:
    """`?week=2026-03-09`, or any day in it; Monday to Sunday, half-open."""
    return week_of_day(_day(request.GET.get("week")))


def week_of_day(day: date) -> DateRange:
    """The week that contains a day, Monday to Sunday, half-open."""
    monday = day - timedelta(days=day.weekday())
    return DateRange(monday, monday + timedelta(days=7))


def month_asked(request: HttpRequest) -> DateRange:
    """`?month=2026-03`."""
    asked = request.GET.get("month")
    return month_of(_day(f"{asked}-01" if asked else None))


def _day(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not 2000 <= day.year < 2200:  # noqa: PLR2004 - years that this product can mean
        raise Http404
    return day
