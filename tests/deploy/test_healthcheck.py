from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.deploy.toolbox import ROOT


def _check(role: str, **variables: str) -> int:
    command = [sys.executable, str(ROOT / "deploy" / "healthcheck.py"), role]
    return subprocess.run(command, env={**os.environ, **variables}, check=False, timeout=30).returncode


@contextmanager
def _answering(status: int) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.headers['Host']} {self.headers['X-Forwarded-Proto']} {self.path}")
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/health/live", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("status", "exit_code"), [(200, 0), (204, 1), (503, 1), (404, 1)])
def test_web_is_alive_when_it_says_so(status: int, exit_code: int) -> None:
    with _answering(status) as (url, asked):
        assert _check("web", HEALTHCHECK_URL=url, AMBITO_BASE_DOMAIN="ambito.example.org") == exit_code
    assert asked == ["ambito.example.org https /health/live"]


def test_web_that_does_not_listen_is_dead() -> None:
    with _answering(200) as (url, _asked):
        pass
    assert _check("web", HEALTHCHECK_URL=url) == 1


@pytest.mark.parametrize("suffix", ["", ".db", ".dat"])
@pytest.mark.parametrize(("age", "exit_code"), [(60, 0), (3600, 1)])
def test_beat_is_alive_while_it_writes_its_schedule(
    tmp_path: Path, suffix: str, age: int, exit_code: int
) -> None:
    schedule = tmp_path / f"beat{suffix}"
    schedule.touch()
    os.utime(schedule, (time.time() - age,) * 2)
    assert _check("beat", BEAT_SCHEDULE=str(tmp_path / "beat")) == exit_code


def test_beat_that_never_wrote_is_dead(tmp_path: Path) -> None:
    assert _check("beat", BEAT_SCHEDULE=str(tmp_path / "beat")) == 1
