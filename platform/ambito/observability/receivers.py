"""Errors that nobody caught, in a request and in a task; and Celery's logging, which is ours."""

from __future__ import annotations

import sys
from typing import Any

import structlog
from celery import signals
from django.core.signals import got_request_exception

from ambito.observability.logs import bridge
from ambito.observability.reports import report, sent

log = structlog.get_logger()


def connect() -> None:
    """Strong references: Celery and Django would forget local functions."""
    got_request_exception.connect(request_failed, weak=False, dispatch_uid="observability")
    signals.setup_logging.connect(worker_logs, weak=False)
    signals.task_failure.connect(task_failed, weak=False)
    signals.worker_process_shutdown.connect(worker_ends, weak=False)


def request_failed(**_: Any) -> None:
    error = sys.exc_info()[1]
    if error is not None:
        log.error("request.failed", exc_info=error)
        report(error)


def task_failed(
    *, sender: Any = None, task_id: str = "", exception: BaseException | None = None, **_: Any
) -> None:
    log.error("task.failed", task=getattr(sender, "name", ""), task_id=task_id, exc_info=exception)
    if exception is not None:
        report(exception)


def worker_logs(**_: Any) -> None:
    """Being connected keeps Celery from installing its own handlers."""
    bridge()


def worker_ends(**_: Any) -> None:
    sent()
