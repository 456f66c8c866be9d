"""Q8: of 12 kinds of secret in 5 places nothing reaches Sentry's wire or a log line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from ambito.tenancy.seats import Seat
from tests.house.tree import ROOT
from tests.wire import Wire

KINDS = (
    *("local", "body", "query", "path", "cookie", "header"),
    *("sql", "exception", "log_line", "log_extra", "user", "ip"),
)
SECRETS = {**{kind: f"ROSSI-{kind}-SECRET" for kind in KINDS}, "ip": "198.51.100.77"}
PLACES = ("view", "page", "signal", "task", "command")


def spill(mode: str, dsn: str) -> str:
    """Everything that the process wrote."""
    names = {"strict": "SENTRY_DSN", "lax": "CONTROL_DSN"}
    result = subprocess.run(
        [sys.executable, "-m", "tests.ambito.observability.spilling", mode],
        cwd=ROOT,
        env={
            **os.environ,
            names[mode]: dsn,
            "SPILL": json.dumps(SECRETS),
            "DJANGO_SETTINGS_MODULE": "tests.ambito.observability.spilling_settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout + result.stderr


@pytest.mark.promise("Q8")
def test_nothing_personal_leaves(
    wire: Wire, seat: Callable[[str], Seat], figure: Callable[[str, str], None]
) -> None:
    seat("alpha")
    logged = spill("strict", wire.dsn)
    events = wire.events()
    assert len(events) == len(PLACES), logged
    leaked = [kind for kind, secret in SECRETS.items() if secret in wire.everything or secret in logged]
    assert leaked == []
    for event in events:
        *inner, outer = event["exception"]["values"]
        assert [value["type"] for value in inner] == ["InvalidTextRepresentation", "DataError"]
        assert outer["type"] == "RuntimeError"
        last = outer["stacktrace"]["frames"][-1]
        assert last["function"] == "spill"
        assert last["filename"].endswith("tests/ambito/observability/spilling.py")
        assert last["lineno"] > 0
    lines = [json.loads(line) for line in logged.splitlines()]
    assert [line["event"] for line in lines].count("unnamed") == len(PLACES)
    told = [line for line in lines if line["event"].endswith(".failed")]
    assert [line["errors"][0] for line in told] == ["RuntimeError"] * len(PLACES)
    assert all("spilling.py" in line["at"][-1] for line in told)
    size = max(len(json.dumps(event)) for event in events)
    figure(
        "Q8",
        f"0 of {len(SECRETS) * len(PLACES)} secrets in {len(events)} events (largest {size} bytes) and logs",
    )


@pytest.mark.promise("Q8")
def test_the_same_secrets_leak_where_nothing_keeps_them(
    wire: Wire, seat: Callable[[str], Seat], figure: Callable[[str, str], None]
) -> None:
    seat("alpha")
    logged = spill("lax", wire.dsn)
    leaked = {kind for kind, secret in SECRETS.items() if secret in wire.everything or secret in logged}
    assert leaked == set(SECRETS)
    figure("Q8", f"control without protection: {len(leaked)} of {len(SECRETS)} kinds leak")
