"""One launcher per folder: a lock that the kernel lets go when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ambito.local.errors import AlreadyRunningError
from ambito.local.places import private_folder


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Raises AlreadyRunningError at once when somebody else holds it."""
    private_folder(file.parent)
    with file.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(f"{file} is held by another process.") from None
        yield


@contextmanager
def waited_for(file: Path) -> Iterator[None]:
    """Like `held`, but waits its turn."""
    private_folder(file.parent)
    with file.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def is_held(file: Path) -> bool:
    try:
        with held(file):
            return False
    except AlreadyRunningError:
        return True


def wait_until_free(file: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_held(file):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
