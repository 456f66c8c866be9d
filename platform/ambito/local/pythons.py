"""The fast loop under the other accepted Pythons, each in an environment of its own inside .tools."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ambito.local.places import PROJECT, TOOLS

ACCEPTED = ("3.11", "3.12", "3.13")
_SECONDS = 900


def try_all() -> int:
    """One line for each version; 1 when one that was found failed."""
    results = [
        _try(version) for version in ACCEPTED if version != f"{sys.version_info[0]}.{sys.version_info[1]}"
    ]
    return int(not all(results))


def _try(version: str) -> bool:
    python = found(version)
    if python is None:
        print(f"{version} untested: not found", flush=True)
        return True
    begun = time.monotonic()
    passed = _passes(version, python)
    print(
        f"{version} {'passed' if passed else 'FAILED'} in {time.monotonic() - begun:.0f} s ({python})",
        flush=True,
    )
    return passed


def found(version: str) -> Path | None:
    """The first interpreter that says of itself that it is this version."""
    return next((python for python in _candidates(version) if _is(python, version)), None)


def _candidates(version: str) -> Iterator[Path]:
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        yield Path(folder) / f"python{version}"
    for root in (os.environ.get("PYENV_ROOT", ""), "~/.pyenv"):
        yield from sorted(
            Path(root).expanduser().glob(f"versions/{version}.*/bin/python{version}"), reverse=True
        )


def _is(python: Path, version: str) -> bool:
    command = [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        answer = subprocess.run(command, check=False, capture_output=True, text=True, timeout=20)
    except OSError:
        return False
    return answer.stdout.strip() == version


def _passes(version: str, python: Path) -> bool:
    home = TOOLS / f"python{version}"
    environment = os.environ | {"UV_PROJECT_ENVIRONMENT": str(home)}
    sync = [str(TOOLS / "bin" / "uv"), "sync", "--quiet", "--frozen", "--python", str(python)]
    tests = [str(home / "bin" / "python"), "-m", "ambito.local.suite", "fast"]
    return all(
        subprocess.run(command, check=False, cwd=PROJECT, env=environment, timeout=_SECONDS).returncode == 0
        for command in (sync, tests)
    )
