"""Log lines: JSON with registered keys in production, whatever a developer needs on a developer's desk.

`configure` is Django's LOGGING_CONFIG. What the standard library's loggers are told (by Django, Celery,
gunicorn, boto3) ends in the same lines, without its text: `logger` and `at` say where to read it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

from ambito.observability.keys import CODE, sifted
from ambito.observability.places import short, told
from ambito.tenancy.context import current_or_none

# Both are told better elsewhere: every request has its own line, and a failure has `request.failed`.
SILENT = ("django.request", "django.server")
Line = MutableMapping[str, Any]


def configure(options: dict[str, Any]) -> None:
    """`options["readable"]`: a developer's console, with texts and tracebacks and without the allow-list."""
    structlog.configure(
        processors=_processors(readable=options["readable"]),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    bridge()


def bridge() -> None:
    """Take every handler away that another library has set, and give all of them ours."""
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name in SILENT:
        logging.getLogger(name).propagate = False
        logging.getLogger(name).addHandler(logging.NullHandler())
    logging.root.handlers = [Bridge(level=logging.INFO)]
    logging.root.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


class Bridge(logging.Handler):
    """A record of the standard library as one of our lines."""

    def emit(self, record: logging.LogRecord) -> None:
        logger = structlog.get_logger()
        line = {"logger": record.name, "exc_info": record.exc_info, "_record": record}
        logger.log(min(50, max(10, record.levelno // 10 * 10)), "library", **line)


def _processors(*, readable: bool) -> list[Processor]:
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _with_ente,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if readable:
        return [*shared, _with_text, structlog.dev.ConsoleRenderer()]
    return [*shared, _with_place, _allowed, structlog.processors.JSONRenderer(ensure_ascii=False)]


def _with_ente(_: Any, __: str, line: Line) -> Line:
    entered = current_or_none()
    if entered is not None:
        line.update({"ente": entered.seat.role} if entered.seat else {})
        line.update({"function": entered.function} if entered.function else {})
    return line


def _with_text(_: Any, __: str, line: Line) -> Line:
    record = line.pop("_record", None)
    if record is not None:
        line["event"] = record.getMessage()
    return line


def _with_place(_: Any, __: str, line: Line) -> Line:
    record = line.pop("_record", None)
    exc_info = line.pop("exc_info", None)
    if record is not None:
        line["at"] = [f"{short(record.pathname)}:{record.lineno} in {record.funcName}"]
    if exc_info:
        line.update(told(exc_info))
    return line


def _allowed(_: Any, __: str, line: Line) -> Line:
    if not CODE(line["event"]):
        line["event"] = "unnamed"
    return sifted(dict(line))
