"""The checks that need no server, run side by side."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from ambito.local.places import PROJECT


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]


def _script(name: str) -> str:
    return str(Path(sysconfig.get_path("scripts")) / name)


# Without its cache: what is first-party also depends on folders that the cache does not look at.
RUFF = Check("ruff", (_script("ruff"), "check", "--quiet", "--no-cache"))
MYPY = Check("mypy", (_script("mypy"), "--no-error-summary"))
IMPORTS = Check("lint-imports", (_script("lint-imports"),))
COVERAGE = Check("coverage", ("sh", "-c", '"$0" combine --quiet && "$0" report', _script("coverage")))
BROWSER = Check("browser", (sys.executable, "-m", "ambito.local.browser"))


def everything() -> list[Check]:
    """The slowest first. `browser` only makes sure that one is there before the tests ask for it."""
    contracts = [IMPORTS] if _has_contracts() else []
    return [MYPY, BROWSER, RUFF, *contracts]


def _has_contracts() -> bool:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return "importlinter" in settings["tool"]


@dataclass
class Running:
    check: Check
    output: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            self.check.command, cwd=PROJECT, stdout=self.output, stderr=subprocess.STDOUT
        )

    def is_well(self) -> bool:
        """Waits for its end; what it found is printed when it found something."""
        code = self.process.wait()
        print(f"{self.check.name:13} {'FAILED' if code else 'ok'}", flush=True)
        with self.output:
            self.output.seek(0)
            if code != 0:
                print(self.output.read().decode(errors="replace"), flush=True)
        return code == 0


def failing(wanted: Sequence[Check]) -> list[str]:
    """Run them together; the names of those that failed."""
    running = [Running(check) for check in wanted]
    return [one.check.name for one in running if not one.is_well()]
