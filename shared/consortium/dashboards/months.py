"""Months are written as their first day."""

from __future__ import annotations

from datetime import date, timedelta


def first_of(day: date) -> date:
    return day.replace(day=1)


def month_before(day: date) -> date:
    """The month before the one of `day`."""
    return first_of(first_of(day) - timedelta(days=1))


def month_after(month: date) -> date:
    return first_of(first_of(month) + timedelta(days=32))
