"""Each guard is taken out of a copy of the product in turn: some test must notice.

At full size all of them; at build size three of those that need no database of their own. Which three follows
from the guarded files themselves, so a change of any of them moves the choice on, and the same code always
gets the same.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.conf import settings

from tests.database import TEMPLATE, WORKER, template_of
from tests.mutants.guards import GUARDS, Guard
from tests.sizes import FULL

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("platform", "shared", "tenants", "tests", "pyproject.toml", "docs")
AT_BUILD_SIZE = 3
FAILED = 1


def rotated(guards: Sequence[Guard]) -> list[Guard]:
    """Three far from each other, beginning where the guarded files say."""
    files = sorted({guard.file for guard in guards})
    digest = hashlib.sha256(b"".join((ROOT / file).read_bytes() for file in files)).digest()
    first = int.from_bytes(digest[:8])
    return [
        guards[(first + part * len(guards) // AT_BUILD_SIZE) % len(guards)] for part in range(AT_BUILD_SIZE)
    ]


CHOSEN = GUARDS if FULL else rotated([guard for guard in GUARDS if not guard.stored])


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
    assert len({guard.name for guard in GUARDS}) == len(GUARDS)


@pytest.mark.slow
@pytest.mark.promise("Q4")
@pytest.mark.parametrize("guard", CHOSEN, ids=lambda guard: guard.name)
def test_a_missing_guard_is_noticed(
    guard: Guard, copy: Path, django_db_setup: None, figure: Callable[[str, str], None]
) -> None:
    file = copy / guard.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(guard.text, guard.without), encoding="utf-8")
    try:
        answer = run(copy, guard)
    finally:
        file.write_text(whole, encoding="utf-8")
    assert answer.returncode == FAILED, answer.stdout[-2000:] + answer.stderr[-2000:]
    assert " failed" in answer.stdout.splitlines()[-1], answer.stdout[-2000:]
    if guard is CHOSEN[-1]:
        figure("Q4", f"{len(CHOSEN)} of {len(GUARDS)} guards taken out in turn")


def run(copy: Path, guard: Guard) -> subprocess.CompletedProcess[str]:
    """The tests of the copy, importing the copy's product and nothing of ours.

    Without what measures the coverage of our run: lines of the copy are not lines of the product.
    """
    paths = os.pathsep.join(str(copy / root) for root in ("platform", "shared", "tenants", "."))
    ours = ("AMBITO_", "PYTEST_", "COVERAGE_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", guard.tests]
    return subprocess.run(
        command,
        check=False,
        cwd=copy,
        env={**kept, **servers(guard), "AMBITO_TEST_HYPOTHESIS": "unshrunk", "PYTHONPATH": paths},
        capture_output=True,
        text=True,
    )


def servers(guard: Guard) -> dict[str, str]:
    """Our PostgreSQL and our template where nothing in the database changes; else a cluster of the copy's."""
    if guard.stored:
        return {"AMBITO_TEST_WARM": "1"}
    ours = str(settings.DATABASES["default"]["NAME"])
    return {
        "AMBITO_TEST_DATABASE_URL": os.environ["AMBITO_TEST_SUPERUSER_URL"],
        TEMPLATE: template_of(ours),
        WORKER: beside(ours),
    }


def beside(database: str) -> str:
    """A worker's name that no process of this run has."""
    worker = database.rpartition("_")[2]
    return f"gw{500 + int(worker.removeprefix('gw') if worker != 'main' else 99)}"
