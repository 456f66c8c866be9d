"""Q8: of 12 kinds of secret in 5 places nothing reaches Sentry's wire or a log line."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from ambito.tenancy.seats import Seat
from tests.house.tree import ROOT

KINDS = (
    *("local", "body", "query", "path", "cookie", "header"),
    *("sql", "exception", "log_line", "log_extra", "user", "ip"),
)
SECRETS = {**{kind: f"ROSSI-{kind}-SECRET" for kind in KINDS}, "ip": "198.51.100.77"}
PLACES = ("view", "page", "signal", "task", "command")


class Wire:
    """A server that takes what Sentry's client sends, and keeps every byte."""

    def __init__(self) -> None:
        wire, self.bodies, self.heads = self, [], []

        class Taking(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                wire.bodies.append(gzip.decompress(body) if self.headers["Content-Encoding"] else body)
                wire.heads.append(f"{self.requestline}\n{self.headers}".encode())
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
        self.dsn = f"http://key@127.0.0.1:{self.server.server_port}/1"

    bodies: list[bytes]
    heads: list[bytes]

    def events(self) -> list[dict[str, Any]]:
        lines = [json.loads(line) for body in self.bodies for line in body.splitlines() if line[:1] == b"{"]
        return [line for line in lines if "exception" in line]

    @property
    def everything(self) -> str:
        return b"\n".join([*self.bodies, *self.heads]).decode()


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    thread = Thread(target=wire.server.serve_forever)
    thread.start()
    yield wire
    wire.server.shutdown()
    thread.join()
    wire.server.server_close()


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
