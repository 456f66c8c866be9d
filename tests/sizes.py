"""How large a promise test runs: at build size in ./test, at full size in ./test promises."""

from __future__ import annotations

import os

FULL = os.environ.get("AMBITO_PROMISES_FULL") == "1"


def promise_size(build: int, full: int) -> int:
    """`full` under ./test promises, `build` otherwise."""
    return full if FULL else build
