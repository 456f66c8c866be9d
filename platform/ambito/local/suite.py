"""./test: every check and every test, with servers of their own.

./test                   ruff, mypy, lint-imports, all tests on all cores, coverage of operations and rules
./test fast              the loop that stays open while writing: ruff, and what is touched or quick
./test promises [Qn …]   the promises at full size, one line each
./test pythons           the fast loop under each other Python that is found
./test PATH …            arguments for pytest
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ambito.local import checks, pythons, selection
from ambito.local.errors import LocalError
from ambito.local.places import PROJECT
from ambito.local.promises import LINES, PROMISES
from ambito.local.throwaway import WARM

_PYTEST = [sys.executable, "-m", "pytest"]
_MEASURED = [sys.executable, "-m", "coverage", "run", "-m", "pytest"]
_QUICK = ["-m", "not slow and not browser"]
_NOTHING_COLLECTED = 5


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _answer(given)
    except LocalError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _answer(given: list[str]) -> int:
    match given:
        case []:
            return everything()
        case ["-h" | "--help"]:
            print(__doc__)
            return 0
        case ["fast", *more]:
            return fast(more)
        case ["promises", *names]:
            return promises(names)
        case ["pythons"]:
            return pythons.try_all()
    return _pytest(given, {WARM: "1"})


def everything() -> int:
    failed = checks.failing(checks.everything())
    code = _pytest(["-n", str(_cores())], start=_MEASURED)
    failed += checks.failing([checks.COVERAGE])
    return _closing(failed, code)


def fast(more: list[str]) -> int:
    files = selection.quick_files()
    failed = checks.failing([checks.RUFF])
    code = _pytest([*_QUICK, *more, *files], {WARM: "1"})
    return _closing(failed, 0 if code == _NOTHING_COLLECTED and not files else code)


def _closing(failed: list[str], code: int) -> int:
    """The closing line of pytest stays the last one, unless a check has something to say."""
    if failed:
        print(f"failed: {', '.join(failed)}")
    return code or int(bool(failed))


def promises(names: list[str]) -> int:
    """0 when each has a test and every test of it passed."""
    unknown = [name for name in names if name not in PROMISES]
    if unknown:
        raise LocalError(
            f"There is no promise {', '.join(unknown)}; they are {PROMISES[0]} to {PROMISES[-1]}."
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lines"
        arguments = ["-m", "promise", LINES, str(file), "--promises", ",".join(names)]
        # The lines alone go to standard output.
        _pytest(arguments, {"AMBITO_PROMISES_FULL": "1"}, stdout=sys.stderr.fileno())
        if not file.exists():
            raise LocalError("pytest could not run; see above.")
        lines = file.read_text(encoding="utf-8")
    print(lines, end="")
    return int(any(" failed=0 " not in line for line in lines.splitlines()))


def _pytest(
    arguments: Sequence[str],
    more: dict[str, str] | None = None,
    stdout: int | None = None,
    start: Sequence[str] = _PYTEST,
) -> int:
    sys.stdout.flush()
    command = [*start, *arguments]
    return subprocess.run(
        command, check=False, cwd=PROJECT, env=os.environ | (more or {}), stdout=stdout
    ).returncode


def _cores() -> int:
    return len(os.sched_getaffinity(0))


if __name__ == "__main__":
    sys.exit(main())
