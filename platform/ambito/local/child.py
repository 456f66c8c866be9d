"""A child process that is watched: it has a log and deadlines, and it takes its whole group with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from ambito.local.errors import ChildFailedError

_BREATH = 0.02
_TAIL_LINES = 25


def dies_with_parent(stop_signal: signal.Signals) -> list[str]:
    """A killed launcher leaves nothing behind: the kernel sends `stop_signal` to the child in its place."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", stop_signal.name.removeprefix("SIG"), "--"] if setpriv else []


@dataclass
class Child:
    """`prefix` comes first of all: a change of user makes the kernel forget the parent's death signal."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    prefix: Sequence[str] = ()
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)

    def start(self) -> Self:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self.prefix, *dies_with_parent(self.stop_signal), *self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                start_new_session=True,
            )
        return self

    @property
    def process(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise ChildFailedError(f"{self.name} was never started.")
        return self._process

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def check(self) -> None:
        """Raises ChildFailedError when a child that should be running has ended."""
        if self.has_ended():
            raise self.failure(f"ended by itself ({_exit(self.process.returncode)})")

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Raises ChildFailedError when the child ends, or is not ready in time."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise self.failure(f"was not ready after {seconds:.0f} s")
            time.sleep(_BREATH)

    def finish(self, seconds: float) -> None:
        """Wait for a child that ends by itself; raises ChildFailedError unless it ends well and in time."""
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise self.failure(f"was not done after {seconds:.0f} s") from None
        if code != 0:
            raise self.failure(f"failed ({_exit(code)})")

    def run(self, seconds: float) -> None:
        """Start, wait for a good end, and leave nothing running when it does not come."""
        try:
            self.start().finish(seconds)
        finally:
            self.stop()

    def stop(self, seconds: float = 15) -> None:
        """Ask it to end, then end what is left of its group."""
        if self._process is None:
            return
        if not self.has_ended():
            self._process.send_signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)
        self.kill()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def failure(self, what: str) -> ChildFailedError:
        return ChildFailedError(f"{self.name} {what}.\n{self.tail()}")

    def tail(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-_TAIL_LINES:]
        return "\n".join([f"The end of {self.log}:", *(f"  | {line}" for line in lines)])


def _exit(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
