"""Errors to Sentry: rebuilt from an allow-list, so that nothing leaves which is not named here.

The scrubbers of the SDK work on names of keys; a name in a message, a path or a query passes them. Here an
event is made anew of type, file, function, line, release, request and the Ente's pseudonym; no integration is
installed, so no request, header, query, user or breadcrumb is ever collected. An error in the hook drops the
event.
"""

from __future__ import annotations

import atexit
import re
from typing import Any

import structlog

from ambito.observability.places import short
from ambito.tenancy.context import current_or_none

WORD = re.compile(r"[\w.<>/ +-]{1,200}")
LEVELS = {"fatal", "error", "warning"}
SECONDS_TO_SEND = 2.0
OFF = {"mode": "off"}
NOTHING: dict[str, Any] = {
    "user_info": False,
    "cookies": OFF,
    "http_headers": {"request": OFF},
    "http_bodies": [],
    "url_query_params": OFF,
    "graphql": {"document": False, "variables": False},
    "gen_ai": {"inputs": False, "outputs": False},
    "database_query_data": False,
    "queues": False,
    "stack_frame_variables": False,
    "frame_context_lines": 0,
}
Event = dict[str, Any]
_started = False


def start(dsn: str, release: str, environment: str) -> None:
    """Everything that could collect is off; what `rebuilt` does not name is not sent."""
    global _started  # noqa: PLW0603 - one client per process
    import sentry_sdk  # noqa: PLC0415 - slow import

    sentry_sdk.init(
        dsn=dsn,
        release=release,
        environment=environment,
        before_send=lambda event, _: rebuilt(event),  # type: ignore[arg-type, return-value]
        before_send_transaction=lambda *_: None,
        before_send_log=lambda *_: None,
        before_send_metric=lambda *_: None,
        before_breadcrumb=lambda *_: None,
        default_integrations=False,
        auto_enabling_integrations=False,
        data_collection=NOTHING,  # type: ignore[arg-type]
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        enable_logs=False,
        enable_metrics=False,
        traces_sample_rate=None,
        propagate_traces=False,
        trace_propagation_targets=[],
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="",
    )
    atexit.register(sent)
    _started = True


def report(error: BaseException) -> None:
    """Send one error, once; nothing happens where Sentry is not configured."""
    if _started and not getattr(error, "_ambito_reported", False):
        import sentry_sdk  # noqa: PLC0415 - slow import

        error._ambito_reported = True  # type: ignore[attr-defined]  # noqa: SLF001 - the mark is ours
        sentry_sdk.capture_exception(error)


def sent() -> None:
    """Wait until what was reported has left this process."""
    if _started:
        import sentry_sdk  # noqa: PLC0415 - slow import

        sentry_sdk.flush(SECONDS_TO_SEND)


def rebuilt(event: Any) -> Event | None:
    """The event anew; None (nothing is sent) where it is no exception: a text alone is nothing to tell."""
    values = [_exception(value) for value in event.get("exception", {}).get("values", [])]
    if not values:
        return None
    level = event.get("level")
    return {
        "event_id": event["event_id"],
        "timestamp": event["timestamp"],
        "platform": "python",
        "level": level if level in LEVELS else "error",
        "release": event.get("release", ""),
        "environment": event.get("environment", ""),
        "exception": {"values": values},
        "tags": _tags(),
    }


def _exception(value: Any) -> Event:
    frames = (value.get("stacktrace") or {}).get("frames", [])
    return {"type": _word(value.get("type")), "stacktrace": {"frames": [_frame(frame) for frame in frames]}}


def _frame(frame: Any) -> Event:
    return {
        "filename": _word(short(frame.get("abs_path") or frame.get("filename") or "")),
        "function": _word(frame.get("function")),
        "lineno": int(frame.get("lineno") or 0),
        "in_app": bool(frame.get("in_app")),
    }


def _tags() -> dict[str, str]:
    """The request's own id, and the Ente's role: a pseudonym that says nothing outside of the deployment."""
    tags = {"request_id": _word(structlog.contextvars.get_contextvars().get("request_id"))}
    entered = current_or_none()
    if entered is not None and entered.seat is not None:
        tags["ente"] = entered.seat.role
    return tags


def _word(value: Any) -> str:
    return value if isinstance(value, str) and WORD.fullmatch(value) else ""
