"""The product over real HTTP, for browsers: `http://alpha.localhost:<port>`, static files included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        del args


def application(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
    """One request; files and the thread's connections are closed with it."""
    response = StaticFilesHandler(WSGIHandler())(environ, _strict(start_response))
    try:
        yield from response
    finally:
        response.close()
        connections.close_all()


def _strict(start_response: Any) -> Any:
    """The policy of the product, also where the page does not send it by itself."""

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        if "content-security-policy" not in {name.lower() for name, _ in headers}:
            headers = [*headers, ("Content-Security-Policy", POLICY)]
        return start_response(status, headers, *more)

    return start


@contextmanager
def serving() -> Iterator[int]:
    """The port."""
    server = make_server("127.0.0.1", 0, application, Server, Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
