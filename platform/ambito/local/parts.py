"""What one launcher has started, in order, and how all of it is watched and stopped."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self, TypeVar


class Part(Protocol):
    """A server or a plain child process."""

    def check(self) -> None: ...

    def stop(self) -> None: ...


PartT = TypeVar("PartT", bound=Part)


class Parts:
    """Leaving it stops everything, last started first, whatever happened inside."""

    def __init__(self) -> None:
        self._started: list[Part] = []

    def add(self, part: PartT) -> PartT:
        self._started.append(part)
        return part

    def check(self) -> None:
        """Raises ChildFailedError for the first part that ended by itself."""
        for part in self._started:
            part.check()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._started:
            self._started.pop().stop()
