"""A refusal is a sentence on standard error and exit code 2, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

REFUSED = 2


@contextmanager
def told(*refusals: type[Exception]) -> Iterator[None]:
    try:
        yield
    except refusals as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(REFUSED)
