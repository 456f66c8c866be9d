"""An event is made anew: what is not named in `rebuilt` does not exist."""

from __future__ import annotations

from typing import Any

import pytest
import sentry_sdk
from hypothesis import given
from hypothesis import strategies as st

from ambito.observability import reports

FRAME = {
    "filename": "town/cases/views.py",
    "function": "page",
    "lineno": 12,
    "in_app": True,
    "vars": {"x": "Rossi"},
}
EVENT: dict[str, Any] = {
    "event_id": "0" * 32,
    "timestamp": "2026-11-25T09:00:00Z",
    "level": "error",
    "release": "1.0",
    "environment": "production",
    "exception": {"values": [{"type": "ValueError", "value": "Rossi", "stacktrace": {"frames": [FRAME]}}]},
}
KEPT = {"event_id", "timestamp", "platform", "level", "release", "environment", "exception", "tags"}


def test_type_file_function_and_line_are_kept() -> None:
    rebuilt = reports.rebuilt(EVENT)
    assert rebuilt is not None
    assert rebuilt["exception"]["values"] == [
        {
            "type": "ValueError",
            "stacktrace": {
                "frames": [
                    {"filename": "views.py", "function": "page", "lineno": 12, "in_app": True},
                ]
            },
        }
    ]


@pytest.mark.promise("Q8")
@given(key=st.text(min_size=1), value=st.text(min_size=3))
def test_any_new_top_level_key_is_dropped(key: str, value: str) -> None:
    assert set(reports.rebuilt({**EVENT, f"new_{key}": value}) or {}) == KEPT


@pytest.mark.promise("Q8")
@pytest.mark.parametrize(
    "key",
    [
        *("user", "request", "extra", "contexts", "breadcrumbs", "tags", "message", "logentry", "modules"),
        *("transaction", "server_name", "fingerprint", "threads", "spans", "sdk", "logger", "debug_meta"),
    ],
)
def test_every_known_key_that_is_not_named_is_dropped(key: str) -> None:
    assert "Rossi" not in str(reports.rebuilt({**EVENT, key: {"who": "Rossi"}}))


def test_a_text_alone_is_not_sent() -> None:
    assert reports.rebuilt({**EVENT, "exception": {}, "message": "Rossi"}) is None


@pytest.mark.parametrize(
    ("field", "value"), [("type", "Rossi, Anna"), ("function", "Anna's"), ("filename", "x\ny")]
)
def test_a_name_that_is_no_name_of_code_is_emptied(field: str, value: str) -> None:
    frame = {**FRAME, field: value}
    event = {
        **EVENT,
        "exception": {"values": [{"type": frame.get("type"), "stacktrace": {"frames": [frame]}}]},
    }
    assert value not in str(reports.rebuilt(event))


def test_an_error_is_reported_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(sentry_sdk, "capture_exception", told.append)
    reports.report(ValueError("before anything is configured"))
    monkeypatch.setattr(reports, "_started", True)
    error = ValueError("x")
    reports.report(error)
    reports.report(error)
    assert told == [error]


def test_an_error_in_the_hook_drops_the_event(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []

    class Nowhere(sentry_sdk.Transport):
        def capture_envelope(self, envelope: object) -> None:
            sent.append(envelope)

    def broken(_: object) -> None:
        raise KeyError

    monkeypatch.setattr(reports, "rebuilt", broken)
    monkeypatch.setattr(reports, "_started", False)
    monkeypatch.setattr(sentry_sdk, "init", lambda **options: sent.append(options))
    reports.start("http://key@127.0.0.1:1/1", "1", "test")
    [options] = sent
    sent.clear()
    client = sentry_sdk.Client(**{**options, "transport": Nowhere})  # type: ignore[dict-item]
    with sentry_sdk.new_scope() as scope:
        scope.set_client(client)
        scope.capture_exception(ValueError("Rossi"))
    assert sent == []
