"""A server that takes what Sentry's client sends, and keeps every byte."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest


class Wire:
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
