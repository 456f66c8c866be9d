"""The product in a process of its own, to be killed: `python -m tests.served PORT` (0 for any)."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django

from ambito.local.places import PROJECT


@contextmanager
def killable(environment: dict[str, str], port: int = 0) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The process and its port, once it answers."""
    command = [sys.executable, "-m", "tests.served", str(port)]
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


def main(port: int) -> None:
    django.setup()
    from tests import site  # noqa: PLC0415 - after the apps

    with site.served(port=port) as mine:
        sys.stdout.write(f"{mine}\n")
        sys.stdout.flush()
        signal.pause()


if __name__ == "__main__":
    main(int(sys.argv[1]))
