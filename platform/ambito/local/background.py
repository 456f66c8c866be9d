"""./run without a terminal: start it apart from this session, and stop it again."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time

from ambito.local.errors import AlreadyRunningError, LocalError
from ambito.local.lock import is_held, wait_until_free
from ambito.local.notes import Desk
from ambito.local.places import private_folder

_SECONDS_TO_START = 1800
_SECONDS_TO_STOP = 180
_BREATH = 0.1


def start(desk: Desk, options: argparse.Namespace) -> int:
    if is_held(desk.lock):
        raise AlreadyRunningError("It runs already.")
    log = private_folder(desk.folder.parent) / "run.log"
    command = [sys.executable, "-m", "ambito.local.launch", *(["--servers"] if options.servers else [])]
    with log.open("wb") as output:
        launcher = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    return _wait(desk, launcher)


def _wait(desk: Desk, launcher: subprocess.Popen[bytes]) -> int:
    log = desk.folder.parent / "run.log"
    deadline = time.monotonic() + _SECONDS_TO_START
    while not ((note := desk.read()) and note.pid == launcher.pid and note.lines):
        if launcher.poll() is not None:
            raise LocalError(log.read_text(encoding="utf-8", errors="replace"))
        if time.monotonic() > deadline:
            launcher.terminate()
            raise LocalError(f"Not ready after {_SECONDS_TO_START} s; see {log}.")
        time.sleep(_BREATH)
    launcher.returncode = 0  # it is meant to outlive us: nobody waits for it
    print(
        log.read_text(encoding="utf-8"),
        f"Running in the background; ./run --stop stops it, {log} tells.",
        sep="\n",
    )
    return 0


def stop(desk: Desk) -> int:
    """0 also when nothing runs."""
    if not is_held(desk.lock):
        print("Nothing is running.")
        return 0
    note = desk.read()
    if note is None:
        raise LocalError("It is only just starting; try again in a moment.")
    os.kill(note.pid, signal.SIGTERM)
    if not wait_until_free(desk.lock, _SECONDS_TO_STOP):
        raise LocalError(
            f"Process {note.pid} did not stop within {_SECONDS_TO_STOP} s; its logs are in {desk.logs}."
        )
    print("Stopped.")
    return 0
