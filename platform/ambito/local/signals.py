from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Ctrl-C, a polite kill and a closed terminal all mean: stop in good order."""
    for number in _STOPPING:
        signal.signal(number, _interrupt)
    try:
        yield
    finally:
        # A second Ctrl-C must not cut the stopping short.
        for number in _STOPPING:
            signal.signal(number, signal.SIG_IGN)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
