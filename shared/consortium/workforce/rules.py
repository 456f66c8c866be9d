"""How much of a contract is taken."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.postgresql.psycopg_any import DateRange

Commitment = tuple[DateRange, int]


def overlap(one: DateRange, other: DateRange) -> bool:
    """Whether two half-open ranges of days share a day."""
    if one.isempty or other.isempty:
        return False
    starts_in_time = one.lower is None or other.upper is None or one.lower < other.upper
    lasts_enough = other.lower is None or one.upper is None or other.lower < one.upper
    return bool(starts_in_time and lasts_enough)


def peak(commitments: Sequence[Commitment], within: DateRange) -> int:
    """The most minutes a week that run together on a day of `within`."""
    running = [item for item in commitments if overlap(item[0], within)]
    starts = {within.lower, *(during.lower for during, _ in running)}
    days = [day for day in starts if day is not None and day in within]
    return max((sum(each for during, each in running if day in during) for day in days), default=0)
