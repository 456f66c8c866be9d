"""How far the hours of a month have come: five steps with their minutes, and the one that is waited for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consortium.hours.enums import PAYABLE
from consortium.hours.queries import WorkerMonth

AGREED = frozenset({"confirmed", "locked"})
# What is reached at each step, and the state of the lines that wait for it.
STEPS: tuple[tuple[str | Promise, frozenset[str], str], ...] = (
    (_("Validated"), PAYABLE, "submitted"),
    (_("Confirmed by the town"), AGREED, "validated"),
    (_("Certified"), frozenset({"locked"}), "confirmed"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """`minutes` have come as far as here; `here`: the first step that lines wait for."""

    label: str | Promise
    minutes: int
    here: bool = False
    done: bool = False


def flow_of(rows: Iterable[WorkerMonth]) -> list[Step]:
    """Planned and declared stand first; a step is done when nothing waits for it and something passed it."""
    every = list(rows)
    lines = [line for row in every for line in row.lines]
    waited_for = next(
        (waiting for _, _, waiting in STEPS if any(line.state == waiting for line in lines)), ""
    )
    steps = [
        Step(_("Planned"), sum(row.planned for row in every), done=True),
        Step(_("Declared"), sum(line.minutes for line in lines), done=bool(lines)),
    ]
    for label, reached, waiting in STEPS:
        minutes = sum(line.minutes for line in lines if line.state in reached)
        done = bool(minutes) and not any(line.state == waiting for line in lines)
        steps.append(Step(label, minutes, here=waiting == waited_for, done=done))
    return steps
