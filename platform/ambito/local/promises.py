"""The promises of docs/quality.md in pytest: which tests show which, how they went, and their figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROMISES = tuple(f"Q{number}" for number in range(1, 36))
LINES = "--promise-lines"
_SHOWS = "promise"
_FIGURE = "figure"


def add_promise_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("promises")
    group.addoption(LINES, metavar="FILE", help="write one line for each promise there")
    group.addoption("--promises", default="", metavar="Q1,Q2", help="only the tests of these promises")


@dataclass
class Tally:
    tests: int = 0
    passed: int = 0
    failed: int = 0
    figures: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        if not self.tests:
            return f"{name} missing"
        figure = "; ".join(self.figures)
        return f'{name} tests={self.tests} passed={self.passed} failed={self.failed} figure="{figure}"'


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`figure("Q11", "10,000 sent, 0 lost")`: what the line of the promise shows, once however often said."""

    def report(name: str, text: str) -> None:
        said = (_FIGURE, [name, text])
        if said not in request.node.user_properties:
            request.node.user_properties.append(said)

    return report


class Promises:
    """Reports travel from xdist's workers to the controller with what each test noted down."""

    def __init__(self, config: pytest.Config) -> None:
        self._file: str | None = config.getoption(LINES)
        self._wanted = tuple(filter(None, str(config.getoption("--promises")).split(",")))
        self._outcomes: dict[str, tuple[list[str], bool]] = {}
        self._figures: dict[str, list[str]] = defaultdict(list)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        for item in items:
            item.user_properties.extend((_SHOWS, name) for name in _shown_by(item))
        if self._wanted:
            kept = [item for item in items if set(self._wanted) & set(_shown_by(item))]
            config.hook.pytest_deselected(items=[item for item in items if item not in kept])
            items[:] = kept

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        names = [str(value) for key, value in report.user_properties if key == _SHOWS]
        if not names:
            return
        _, good_so_far = self._outcomes.get(report.nodeid, (names, True))
        # A promise that was skipped is not kept.
        self._outcomes[report.nodeid] = names, good_so_far and report.passed
        if report.when == "teardown":
            for key, value in report.user_properties:
                if key == _FIGURE and isinstance(value, list | tuple):
                    self._figures[str(value[0])].append(str(value[1]))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._file and not hasattr(session.config, "workerinput"):
            with Path(self._file).open("w", encoding="utf-8") as lines:
                lines.writelines(f"{line}\n" for line in self.lines(self._wanted or PROMISES))

    def lines(self, names: Iterable[str]) -> Iterator[str]:
        tallies = self._tallies()
        return (tallies[name].line(name) for name in names)

    def _tallies(self) -> dict[str, Tally]:
        tallies: dict[str, Tally] = defaultdict(Tally)
        for names, good in self._outcomes.values():
            for name in names:
                tallies[name].tests += 1
                tallies[name].passed += good
                tallies[name].failed += not good
        for name, figures in self._figures.items():
            tallies[name].figures = figures
        return tallies


def _shown_by(item: pytest.Item) -> Sequence[str]:
    return [str(name) for marker in item.iter_markers("promise") for name in marker.args]
