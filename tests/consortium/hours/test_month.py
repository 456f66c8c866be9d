"""How far a month has come, and its lines week by week."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from consortium.hours.flow import flow_of
from consortium.hours.models import TimesheetLine
from consortium.hours.queries import WorkerMonth
from consortium.hours.weeks import weeks_of
from consortium.workforce.models import Worker

HOUR = 60


def month(*states: str, planned: int = 3 * HOUR) -> WorkerMonth:
    """An hour in each of these states."""
    lines = [TimesheetLine(state=state, minutes=HOUR, day=date(2026, 10, 1)) for state in states]
    return WorkerMonth(Worker(), uuid4(), planned, lines)


@pytest.mark.parametrize(
    ("states", "hours", "here", "done"),
    [
        ((), [3, 0, 0, 0, 0], None, [0]),
        (("submitted", "submitted"), [3, 2, 0, 0, 0], 2, [0, 1]),
        (("submitted", "validated"), [3, 2, 1, 0, 0], 2, [0, 1]),
        (("validated", "confirmed"), [3, 2, 2, 1, 0], 3, [0, 1, 2]),
        (("confirmed", "disputed"), [3, 2, 2, 1, 0], 4, [0, 1, 2, 3]),
        (("locked", "locked"), [3, 2, 2, 2, 2], None, [0, 1, 2, 3, 4]),
    ],
)
def test_the_flow_says_how_far_and_what_is_waited_for(
    states: tuple[str, ...], hours: list[int], here: int | None, done: list[int]
) -> None:
    steps = flow_of([month(*states)])
    assert [step.minutes for step in steps] == [hour * HOUR for hour in hours]
    assert [number for number, step in enumerate(steps) if step.here] == ([] if here is None else [here])
    assert [number for number, step in enumerate(steps) if step.done] == done


def test_the_flow_adds_everybody() -> None:
    steps = flow_of([month("submitted"), month("locked", planned=HOUR)])
    assert [step.minutes for step in steps] == [4 * HOUR, 2 * HOUR, HOUR, HOUR, HOUR]


def test_lines_come_week_by_week() -> None:
    days = [date(2026, 10, 5), date(2026, 10, 4), date(2026, 10, 11)]
    lines = [
        (TimesheetLine(day=day, minutes=HOUR), [("confirm", "Confirm")][:number])
        for number, day in enumerate(days)
    ]
    first, second = weeks_of(lines)
    assert (first.first, first.last) == (date(2026, 9, 28), date(2026, 10, 4))
    assert (first.minutes, first.to_do) == (HOUR, 1)
    assert (second.first, second.minutes, second.to_do) == (date(2026, 10, 5), 2 * HOUR, 1)
