"""Which test files the fast loop runs: those beside what was touched, then the cheapest, within a budget."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import pytest

from ambito.local.places import PROJECT, TEST

_DURATIONS = TEST / "durations.json"
_BUDGET = 4.0  # seconds of tests; start-up comes on top
_UNKNOWN = 1.0
_ROOTS = ("platform", "shared", "tenants")
_SLOW_MARKS = ("slow", "browser")


def quick_files() -> list[str]:
    files = sorted(str(path.relative_to(PROJECT)) for path in (PROJECT / "tests").rglob("test_*.py"))
    return chosen(files, touched(), durations(), _BUDGET)


def chosen(
    files: Iterable[str], changed: Iterable[str], known: Mapping[str, float], budget: float
) -> list[str]:
    """All files beside a change, whatever they cost; then the cheapest others that fit into `budget` s."""
    folders = {folder_of_tests(path) for path in changed}
    beside = [file for file in files if any(_lies_in(file, folder) for folder in folders)]
    left = budget - sum(known.get(file, _UNKNOWN) for file in beside)
    others = []
    for file in sorted(set(files) - set(beside), key=lambda file: known.get(file, _UNKNOWN)):
        left -= known.get(file, _UNKNOWN)
        if left < 0:
            break
        others.append(file)
    return beside + others


def folder_of_tests(path: str) -> str:
    """tenants/town/people/models.py → tests/town/people; a test is its own folder."""
    root, *rest = PurePosixPath(path).parts
    if root == "tests":
        return path
    return str(PurePosixPath("tests", *rest[:2])) if root in _ROOTS and len(rest) > 1 else path


def _lies_in(file: str, folder: str) -> bool:
    return file == folder or file.startswith(f"{folder}/")


def touched() -> list[str]:
    """What differs from the last commit; nothing where there is no git."""
    command = ["git", "status", "--porcelain", "--no-renames", "-z", "--untracked-files=all"]
    try:
        answer = subprocess.run(command, check=False, capture_output=True, text=True, cwd=PROJECT, timeout=10)
    except OSError:
        return []
    return [entry[3:] for entry in answer.stdout.split("\0") if entry]


def durations() -> dict[str, float]:
    if not _DURATIONS.exists():
        return {}
    return {
        str(file): float(seconds)
        for file, seconds in json.loads(_DURATIONS.read_text(encoding="utf-8")).items()
    }


class Durations:
    """Notes down how long each file's quick tests took, for the next selection."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not any(mark in report.keywords for mark in _SLOW_MARKS):
            self._seconds[report.nodeid.partition("::")[0]] += report.duration

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        # A run of single tests says nothing about their file.
        whole = not session.config.option.keyword and not any(
            "::" in argument for argument in session.config.args
        )
        if whole and not hasattr(session.config, "workerinput"):
            merged = durations() | {file: round(seconds, 3) for file, seconds in self._seconds.items()}
            _DURATIONS.parent.mkdir(parents=True, exist_ok=True)
            temporary = Path(f"{_DURATIONS}.new")
            temporary.write_text(json.dumps(merged), encoding="utf-8")
            temporary.replace(_DURATIONS)
