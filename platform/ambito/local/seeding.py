"""The demo's data, loaded while the pages are already served."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ambito.local import product
from ambito.local.child import Child

_SECONDS = 1800


@dataclass
class Seeding:
    """A part of the launcher that is allowed to end, well."""

    environment: Mapping[str, str]
    logs: Path
    stamp: Path
    say: Callable[[str], None]
    _child: Child | None = field(default=None, init=False)

    def start(self) -> None:
        if not self.stamp.exists():
            self._child = product.demo(self.environment, self.logs)

    def check(self) -> None:
        """Raises ChildFailedError when the demo could not be loaded."""
        if self._child is not None and self._child.has_ended():
            self.finish()

    def finish(self) -> None:
        if self._child is None:
            return
        self._child.finish(_SECONDS)
        self._child = None
        self.stamp.touch()
        self.say("the demo is complete")

    def stop(self) -> None:
        if self._child is not None:
            self._child.stop()
