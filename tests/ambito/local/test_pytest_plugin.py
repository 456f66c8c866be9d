"""A pytest inside pytest, on servers of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SERVERS = """
import os, psycopg, redis

def look():
    with psycopg.connect(os.environ["AMBITO_TEST_SUPERUSER_URL"]) as connection:
        system = connection.execute("SELECT system_identifier FROM pg_control_system()").fetchone()[0]
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as broker:
        run = broker.info("server")["run_id"]
    with open(os.environ["SEEN"], "a") as seen:
        seen.write(f'{system} {run} {os.environ["S3_BUCKET"]} {os.environ["AMBITO_TEST_FOLDER"]}\\n')

def test_one(): look()
def test_two(object_store): look(); assert object_store.startswith("http://127.0.0.1:")
def test_no_real_address_is_left(): assert "DATABASE_URL" not in os.environ
"""
PROMISES = """
import pytest

@pytest.mark.promise("Q1")
def test_kept(figure): figure("Q1", "2 towns, 0 leaks"); figure("Q1", "1.5 s")
@pytest.mark.promise("Q1", "Q2")
def test_both(): pass
@pytest.mark.promise("Q2")
def test_broken(): assert 1 == 2
@pytest.mark.promise("Q3")
def test_skipped(): pytest.skip("no browser")
@pytest.mark.promise("Q4")
@pytest.mark.parametrize("round", range(3))
def test_rounds(round): pass
def test_of_no_promise(): pass
"""


def run_pytest(folder: Path, code: str, *options: str, **more: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_inner.py").write_text(code)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = promise(name): x\nfilterwarnings = error\n")
    outer = ("PYTEST_", "AMBITO_TEST_", "DJANGO_SETTINGS_MODULE")
    environment = {name: text for name, text in os.environ.items() if not name.startswith(outer)}
    plugins = ("-p", "no:django", "-p", "no:schemathesis", "-p", "ambito.local.pytest_plugin")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, "-p", "no:cacheprovider", "--tb=short", *options, folder],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment | more,
        timeout=120,
    )


@pytest.mark.parametrize("workers", [0, 2])
def test_workers_share_postgres_and_have_a_valkey_of_their_own(tmp_path: Path, workers: int) -> None:
    seen = tmp_path / "seen"
    real = {"SEEN": str(seen), "DATABASE_URL": "postgresql://real@real/real"}
    distribution = ("-n", str(workers), "--dist", "each") if workers else ()
    result = run_pytest(tmp_path, SERVERS, *distribution, **real)
    assert result.returncode == 0, result.stdout
    looks = [line.split(" ", 3) for line in seen.read_text().splitlines()]
    systems, brokers, buckets, folders = (set(column) for column in zip(*looks, strict=True))
    assert len(systems) == len(folders) == 1
    assert len(brokers) == len(buckets) == max(1, workers)
    assert not Path(folders.pop()).exists()


def test_a_given_database_is_used(tmp_path: Path) -> None:
    code = "import os\ndef test(): assert os.environ['AMBITO_TEST_SUPERUSER_URL'] == 'postgresql://given'"
    given = {"AMBITO_TEST_DATABASE_URL": "postgresql://given"}
    assert run_pytest(tmp_path, code, **given).returncode == 0


@pytest.mark.parametrize("distribution", [(), ("-n", "2")])
def test_promises_are_told_in_one_line_each(tmp_path: Path, distribution: tuple[str, ...]) -> None:
    lines = tmp_path / "lines"
    run_pytest(tmp_path, PROMISES, "-m", "promise", "--promise-lines", str(lines), *distribution)
    told = lines.read_text().splitlines()
    assert told[:5] == [
        'Q1 tests=2 passed=2 failed=0 figure="2 towns, 0 leaks; 1.5 s"',
        'Q2 tests=2 passed=1 failed=1 figure=""',
        'Q3 tests=1 passed=0 failed=1 figure=""',
        'Q4 tests=3 passed=3 failed=0 figure=""',
        "Q5 missing",
    ]
    assert told[-1] == "Q35 missing"
    assert len(told) == 35


def test_only_the_promises_asked_for_are_run_and_told(tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    asked = ("--promises", "Q4,Q7", "--promise-lines", str(lines))
    assert "3 passed" in run_pytest(tmp_path, PROMISES, *asked).stdout
    assert lines.read_text() == 'Q4 tests=3 passed=3 failed=0 figure=""\nQ7 missing\n'


@pytest.mark.promise("Q26")
def test_the_fixed_cost_of_a_test_run(tmp_path: Path, figure: Callable[[str, str], None]) -> None:
    begun = time.monotonic()
    assert run_pytest(tmp_path, "def test(): pass").returncode == 0
    figure("Q26", f"pytest with its own servers and one empty test {time.monotonic() - begun:.1f} s")
