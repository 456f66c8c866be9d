from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from ambito.local.child import Child
from ambito.local.errors import ChildFailedError

FOREVER = "import time; print('up', flush=True); time.sleep(600)"
# Prints the number of a grandchild that would stay for ever.
WITH_GRANDCHILD = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid, flush=True)
time.sleep(600)
"""
# A launcher: starts the child above, prints both numbers, stays.
LAUNCHER = f"""
import sys, time
from pathlib import Path
from ambito.local.child import Child
log = Path(sys.argv[1])
child = Child("child", [sys.executable, "-c", {FOREVER!r}], log).start()
child.wait_until(lambda: log.read_text().endswith("up\\n"), 60)
print(child.process.pid, flush=True)
time.sleep(600)
"""


def python(code: str, log: Path, name: str = "The server") -> Child:
    return Child(name, [sys.executable, "-c", code], log)


def has_written(log: Path) -> bool:
    return log.exists() and log.read_text().endswith("\n")


def test_a_failing_child_shows_the_end_of_its_log(tmp_path: Path) -> None:
    code = "print(*range(100), sep='\\n'); print('the port is taken'); raise SystemExit(3)"
    with pytest.raises(ChildFailedError) as failure:
        python(code, tmp_path / "log").run(30)
    said = str(failure.value)
    assert "The server failed (exit code 3)" in said
    assert "  | the port is taken" in said
    assert "  | 99" in said
    assert "  | 1\n" not in said


def test_waiting_has_a_deadline(tmp_path: Path) -> None:
    child = python(FOREVER, tmp_path / "log").start()
    try:
        with pytest.raises(ChildFailedError, match="was not ready after 0 s"):
            child.wait_until(lambda: False, 0.1)
    finally:
        child.stop()


def test_waiting_ends_when_the_child_does(tmp_path: Path) -> None:
    child = python("raise SystemExit('no such folder')", tmp_path / "log").start()
    with pytest.raises(ChildFailedError, match=r"ended by itself \(exit code 1\)[\s\S]*no such folder"):
        child.wait_until(lambda: False, 600)


def test_a_child_killed_from_outside_is_named_with_its_signal(tmp_path: Path) -> None:
    child = python(FOREVER, tmp_path / "log").start()
    os.kill(child.process.pid, signal.SIGKILL)
    with pytest.raises(ChildFailedError, match="signal SIGKILL"):
        child.wait_until(lambda: False, 600)


def test_stopping_takes_the_whole_group(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = python(WITH_GRANDCHILD, log).start()
    child.wait_until(lambda: has_written(log), 30)
    grandchild = psutil.Process(int(log.read_text()))
    child.stop()
    grandchild.wait(timeout=60)
    assert child.has_ended()


def test_a_child_that_ignores_the_signal_is_ended_all_the_same(tmp_path: Path) -> None:
    log = tmp_path / "log"
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {FOREVER}"
    child = python(deaf, log).start()
    child.wait_until(lambda: has_written(log), 30)
    child.stop(seconds=0.2)
    assert child.process.returncode == -signal.SIGKILL


def test_a_killed_launcher_leaves_no_child_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LAUNCHER, str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout is not None
        child = psutil.Process(int(launcher.stdout.readline()))
        launcher.kill()
    child.wait(timeout=60)
