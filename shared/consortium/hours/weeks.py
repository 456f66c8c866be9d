"""The lines of a month, week by week: a long sheet folds where nothing is to be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from consortium.hours.models import TimesheetLine

Offered = list[tuple[str, object]]


@dataclass(slots=True)
class SheetWeek:
    """`first` is its Monday; `lines` with the moves that whoever looks may make."""

    first: date
    lines: list[tuple[TimesheetLine, Offered]] = field(default_factory=list)

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line, _ in self.lines)

    @property
    def to_do(self) -> int:
        return sum(1 for _, moves in self.lines if moves)


def weeks_of(lines: Iterable[tuple[TimesheetLine, Offered]]) -> list[SheetWeek]:
    """In the order of the days."""
    weeks: dict[date, SheetWeek] = {}
    for line, moves in lines:
        monday = line.day - timedelta(days=line.day.weekday())
        weeks.setdefault(monday, SheetWeek(monday)).lines.append((line, moves))
    return [weeks[monday] for monday in sorted(weeks)]
