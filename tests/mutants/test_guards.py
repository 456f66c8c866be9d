"""Each guard is taken out of a copy of the product in turn: some test must notice. At build size, a few."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.guards import GUARDS, Guard
from tests.sizes import FULL

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("platform", "shared", "tenants", "tests", "pyproject.toml", "docs")
CHOSEN = GUARDS if FULL else GUARDS[::4]
FAILED = 1


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    return folder


def test_every_guard_still_stands_where_the_list_says() -> None:
    for guard in GUARDS:
        assert (ROOT / guard.file).read_text(encoding="utf-8").count(guard.text) == 1, guard.name
        assert (ROOT / guard.tests.split("::")[0]).exists(), guard.name


@pytest.mark.slow
@pytest.mark.promise("Q4")
@pytest.mark.parametrize("guard", CHOSEN, ids=lambda guard: guard.name)
def test_a_missing_guard_is_noticed(guard: Guard, copy: Path) -> None:
    file = copy / guard.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(guard.text, guard.without), encoding="utf-8")
    try:
        answer = run(copy, guard.tests)
    finally:
        file.write_text(whole, encoding="utf-8")
    assert answer.returncode == FAILED, answer.stdout[-2000:] + answer.stderr[-2000:]


def run(copy: Path, tests: str) -> subprocess.CompletedProcess[str]:
    """The tests of the copy, with servers of their own, importing the copy's product and nothing of ours.

    Without what measures the coverage of our run: lines of the copy are not lines of the product.
    """
    paths = os.pathsep.join(str(copy / root) for root in ("platform", "shared", "tenants", "."))
    ours = ("AMBITO_", "PYTEST_", "COVERAGE_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", tests]
    return subprocess.run(
        command, check=False, cwd=copy, env={**kept, "PYTHONPATH": paths}, capture_output=True, text=True
    )
