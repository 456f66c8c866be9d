"""What a process remembers for a while, because it is asked in every request and hardly ever changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakSet

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

SECONDS = 60.0
MOST = 4096

_every: WeakSet[Recall[Hashable, object]] = WeakSet()


class Recall(Generic[K, V]):
    """Answers by key, each for `seconds`; the key says all that the answer depends on, the Ente included."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._answers: dict[K, tuple[float, V]] = {}
        _every.add(self)  # type: ignore[arg-type]

    def get(self, key: K, ask: Callable[[], V]) -> V:
        """What was answered for `key` a moment ago, else what `ask` answers now. An error is not kept."""
        kept = self._fresh(key)
        if kept is not None:
            return kept[1]
        answer = ask()
        with self._lock:
            if len(self._answers) >= MOST:
                self._answers.clear()
            self._answers[key] = (time.monotonic(), answer)
        return answer

    def peek(self, key: K) -> V | None:
        """What `get` would answer without asking; None where it would ask."""
        kept = self._fresh(key)
        return None if kept is None else kept[1]

    def _fresh(self, key: K) -> tuple[float, V] | None:
        kept = self._answers.get(key)
        return kept if kept is not None and time.monotonic() - kept[0] < self._seconds else None

    def forget(self) -> None:
        with self._lock:
            self._answers.clear()


def forget_all() -> None:
    """Everything that this process keeps (a host moved, a test)."""
    for kept in list(_every):
        kept.forget()
