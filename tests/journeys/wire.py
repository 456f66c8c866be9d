"""Every byte that a host answered, so that a test can say what was in none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Wire:
    """The product with a listener on the line; `said["north"]` is all that host has answered."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self.said: defaultdict[str, bytearray] = defaultdict(bytearray)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        host = environ["HTTP_HOST"].split(".", 1)[0]

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            self.said[host] += repr(headers).encode()
            return start_response(status, headers, *more)

        answer = self._application(environ, start)
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        self.said[host] += body
        return [body]
