"""The launcher with the real servers, each test in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from ambito.local.notes import Desk

pytestmark = pytest.mark.slow

CLEAN = {"DATABASE_URL", "BUILDER_DATABASE_URL", "REDIS_URL", "S3_ENDPOINT_URL"} | {
    "S3_ACCESS_KEY",
    "S3_SECRET_KEY",
    "S3_BUCKET",
}
LAUNCH = (sys.executable, "-m", "ambito.local.launch")
SECONDS = 90


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "run folder")
    yield desk
    launch(desk, "--stop")


def environment(desk: Desk, **more: str) -> dict[str, str]:
    inherited = {name: text for name, text in os.environ.items() if name not in CLEAN}
    return inherited | {"AMBITO_RUN_FOLDER": str(desk.folder)} | more


def launch(desk: Desk, *options: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LAUNCH, *options],
        check=False,
        capture_output=True,
        text=True,
        env=environment(desk, **more),
        timeout=SECONDS,
    )


def addresses(desk: Desk) -> dict[str, str]:
    lines = (desk.folder / "servers.sh").read_text().splitlines()
    return dict(line.removeprefix("export ").split("=", 1) for line in lines)


def launcher(desk: Desk) -> psutil.Process:
    note = desk.read()
    assert note is not None
    return psutil.Process(note.pid)


def is_up(desk: Desk) -> bool:
    try:
        psycopg.connect(addresses(desk)["AMBITO_SUPERUSER_URL"].strip("'")).close()
    except psycopg.OperationalError:
        return False
    return True


def test_background_second_start_and_stop(desk: Desk) -> None:
    first = launch(desk, "--servers", "--background")
    assert first.returncode == 0, first.stderr
    assert "The servers are up" in first.stdout
    assert is_up(desk)

    second = launch(desk, "--servers")
    assert second.returncode == 0
    assert "Already running here." in second.stdout
    assert "servers.sh" in second.stdout
    assert launch(desk, "--servers", "--once").returncode == 1

    everybody = launcher(desk).children(recursive=True)
    assert len(everybody) >= 3
    assert launch(desk, "--stop").stdout == "Stopped.\n"
    assert not is_up(desk)
    assert not any(process.is_running() for process in everybody)
    assert launch(desk, "--stop").stdout == "Nothing is running.\n"


def test_ctrl_c_stops_everything(desk: Desk) -> None:
    command = [*LAUNCH, "--servers"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(desk)) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.startswith("Ctrl-C"):
                break
        everybody = psutil.Process(running.pid).children(recursive=True)
        running.send_signal(signal.SIGINT)
        assert running.wait(SECONDS) == 0
    assert len(everybody) >= 3
    assert not any(process.is_running() for process in everybody)


def test_once_starts_and_stops_and_data_stay_until_reset(desk: Desk) -> None:
    assert launch(desk, "--servers", "--once").returncode == 0
    assert not is_up(desk)
    secrets = (desk.folder / "secrets.json").read_text()
    assert launch(desk, "--servers", "--once").returncode == 0
    assert (desk.folder / "secrets.json").read_text() == secrets
    assert launch(desk, "--servers", "--once", "--reset").returncode == 0
    assert (desk.folder / "secrets.json").read_text() != secrets


def test_a_server_that_dies_brings_the_launcher_down_with_its_log(desk: Desk) -> None:
    launch(desk, "--servers", "--background")
    above = launcher(desk)
    valkey = next(child for child in above.children() if "valkey" in child.name())
    valkey.kill()
    above.wait(SECONDS)
    said = (desk.folder.parent / "run.log").read_text()
    assert "Valkey ended by itself (signal SIGKILL)" in said
    assert "valkey.log" in said
    assert not is_up(desk)


def test_a_server_that_cannot_start_is_reported_with_its_log(desk: Desk) -> None:
    assert launch(desk, "--servers", "--once").returncode == 0
    (desk.folder / "postgres" / "cluster" / "PG_VERSION").write_text("9.6")
    failed = launch(desk, "--servers", "--background")
    assert failed.returncode == 1
    assert "incompatible with server" in failed.stderr


def test_given_servers_are_used_and_none_is_started(desk: Desk) -> None:
    given = {"DATABASE_URL": "postgresql://admin@db/town", "REDIS_URL": "redis://broker"}
    given |= {"S3_ENDPOINT_URL": "http://files", "S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "b", "S3_BUCKET": "c"}
    assert launch(desk, "--servers", "--background", **given).returncode == 0
    assert launcher(desk).children() == []
    assert addresses(desk)["REDIS_URL"] == "redis://broker"


def test_half_an_s3_server_is_a_sentence(desk: Desk) -> None:
    failed = launch(desk, "--servers", "--once", S3_ENDPOINT_URL="http://files")
    assert failed.returncode == 1
    assert "set S3_ACCESS_KEY, S3_SECRET_KEY, S3_BUCKET as well" in failed.stderr
