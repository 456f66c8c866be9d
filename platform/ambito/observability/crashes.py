"""The last stop of an error in a command: told to the log and to Sentry, never printed with its text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from ambito.observability.reports import report, sent

log = structlog.get_logger()


@contextmanager
def reporting(command: str) -> Iterator[None]:
    """Around a whole command of the command line; ends the process with status 1 when an error passes."""
    try:
        yield
    except Exception as error:
        log.exception("command.failed", code=command)
        report(error)
        sent()
        raise SystemExit(1) from None
