"""What a measurement prints: one JSON line for each figure. Ratios are taken side by side in one run."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from operator import ge, le


@dataclass(frozen=True, slots=True)
class Figure:
    """`ratio` is value / rival; `goal` bounds the ratio or, where there is no rival, the value."""

    name: str
    value: float
    unit: str
    rival: float | None
    goal: float | None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        return None if self.rival is None else self.value / self.rival

    @property
    def passed(self) -> bool | None:
        if self.goal is None:
            return None
        measured = self.value if self.ratio is None else self.ratio
        return bool((ge if self.at_least else le)(measured, self.goal))

    def show(self) -> None:
        line = {**asdict(self), "ratio": self.ratio, "pass": self.passed}
        del line["at_least"]
        rounded = {key: round(value, 5) if isinstance(value, float) else value for key, value in line.items()}
        sys.stdout.write(json.dumps(rounded) + "\n")
        sys.stdout.flush()


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def side_by_side(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The median seconds of each, after one turn that does not count; the turns alternate."""
    turns = [[seconds(work) for work in works] for _ in range(rounds + 1)]
    return [statistics.median(column) for column in zip(*turns[1:], strict=True)]
