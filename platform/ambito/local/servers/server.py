"""What the three servers have in common: a folder, a probed port, a watched child."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path

from ambito.local.child import Child
from ambito.local.errors import ChildFailedError
from ambito.local.ports import free_port, is_free

_ATTEMPTS = 3
# PostgreSQL writes everything out before it ends; cut short, its backends would hinder the next start.
_SECONDS_TO_STOP = 60


@dataclass
class Server(ABC):
    """`folder` holds its state, `preferred` is the port it would like."""

    folder: Path
    preferred: int
    port: int = field(default=0, init=False)
    _child: Child | None = field(default=None, init=False, repr=False)

    patience = 60.0  # seconds until it must answer

    @abstractmethod
    def prepare(self) -> None:
        """Make the folder ready; safe to repeat."""

    @abstractmethod
    def make_child(self) -> Child: ...

    @abstractmethod
    def answers(self) -> bool: ...

    @property
    def log(self) -> Path:
        return self.folder.parent / "logs" / f"{self.folder.name}.log"

    def start(self) -> None:
        """Start and wait; another port when somebody took ours between the look and the start."""
        self.prepare()
        for attempt in range(1, _ATTEMPTS + 1):
            self.launch()
            try:
                self.wait()
            except ChildFailedError:
                self.stop()
                if attempt == _ATTEMPTS or is_free(self.port):
                    raise
            else:
                return

    def launch(self) -> None:
        """Start without waiting."""
        self.port = free_port(self.preferred)
        self._child = self.make_child().start()

    @property
    def child(self) -> Child:
        if self._child is None:
            raise ChildFailedError(f"{type(self).__name__} was never started.")
        return self._child

    def wait(self) -> None:
        self.child.wait_until(self.answers, self.patience)

    def check(self) -> None:
        self.child.check()

    def stop(self) -> None:
        if self._child is not None:
            self._child.stop(_SECONDS_TO_STOP)
