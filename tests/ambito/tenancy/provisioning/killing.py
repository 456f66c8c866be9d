"""Kill a process with SIGKILL at a named place of child.py."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

MODULE = "tests.ambito.tenancy.provisioning.child"


def kill_at(place: str) -> None:
    """Returns when the process is gone; fails when it never came to the place."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ambito.project.settings.test"}
    with subprocess.Popen(
        [sys.executable, "-m", MODULE, place],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as child:
        assert child.stdout is not None
        arrived = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    assert arrived == "here\n", place
    assert child.returncode == -signal.SIGKILL
