"""The shell that ./run and ./test share, on machines that are not as they should be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ambito.local.places import PROJECT

BOOTSTRAP = PROJECT / "platform" / "ambito" / "local" / "bootstrap.sh"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "a clone with spaces"
    (folder / "bin").mkdir(parents=True)
    for tool in ("date", "mkdir", "sh"):
        (folder / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return folder


def shell(folder: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    script = f'set -eu\n. "{BOOTSTRAP}"\n{code}'
    return subprocess.run(
        [folder / "bin" / "sh", "-c", script],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PATH": str(folder / "bin")} | environment,
        timeout=60,
    )


def program(folder: Path, name: str, text: str) -> None:
    (folder / "bin" / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / "bin" / name).chmod(0o755)


def test_a_shim_that_fails_is_passed_over(folder: Path) -> None:
    program(folder, "python3.11", "echo 'not installed' >&2; exit 127")
    program(folder, "python3.12", f'exec "{sys.executable}" "$@"')
    assert shell(folder, 'find_python; echo "$python"').stdout.strip() == sys.executable


def test_a_python_too_old_is_not_taken(folder: Path) -> None:
    program(folder, "python3", "exit 0")
    failed = shell(folder, "find_python")
    assert failed.returncode == 1
    assert "Python 3.11, 3.12 or 3.13 is needed" in failed.stderr


def test_the_named_python_comes_first(folder: Path) -> None:
    program(folder, "python3.11", "exit 1")
    found = shell(folder, 'find_python; echo "$python"', AMBITO_PYTHON=sys.executable)
    assert found.stdout.strip() == sys.executable


@pytest.mark.parametrize("home", [{}, {"HOME": ""}, {"HOME": "/nowhere"}])
def test_without_a_usable_home_caches_stay_in_the_project(folder: Path, home: dict[str, str]) -> None:
    assert shell(folder, 'echo "$HOME"', **home).stdout.strip() == f"{folder}/.tools/home"


def test_without_pip_there_is_a_sentence(folder: Path) -> None:
    program(folder, "bare", "exit 1")
    failed = shell(folder, f'python="{folder}/bin/bare"; install_uv')
    assert failed.returncode == 1
    assert "has no pip" in failed.stderr
