from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from ambito.local import pages
from ambito.local.errors import LocalError
from ambito.local.ports import LOOPBACK, throwaway_port

TOWN = "legnano.localhost"


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        moved = {"/": "/sign-in/?next=/", "/round/": "/round/"}.get(self.path)
        known = self.headers["Host"].startswith(TOWN)
        self.send_response(404 if not known else 302 if moved else 200)
        if moved:
            self.send_header("Location", moved)
        self.end_headers()

    def log_message(self, *_parts: object) -> None:
        """Silent."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer((LOOPBACK, throwaway_port()), Site) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_a_page_behind_a_redirect_answers(port: int) -> None:
    assert pages.answers(TOWN, port)
    assert pages.must_answer(TOWN, port) < 30


def test_an_unknown_host_does_not_answer(port: int) -> None:
    with pytest.raises(LocalError, match="answered 404 instead of 200"):
        pages.must_answer("nowhere.localhost", port)


def test_a_ring_of_redirects_ends(port: int) -> None:
    assert pages.status(TOWN, port, "/round/") == 302


def test_nobody_there_is_a_sentence() -> None:
    with pytest.raises(LocalError, match="answered nothing"):
        pages.must_answer(TOWN, throwaway_port())
