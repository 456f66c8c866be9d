"""Ask a page of one of the product's hosts, without asking the machine's name service."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urljoin, urlsplit

from ambito.local.errors import LocalError
from ambito.local.ports import LOOPBACK

_REDIRECTS = 4


def status(host: str, port: int, path: str = "/") -> int:
    """The status after redirects within the host; 0 when nobody answers."""
    answer = 0
    for _ in range(_REDIRECTS):
        answer, location = _ask(host, port, path)
        if not location or urlsplit(location).hostname not in {None, host}:
            break
        target = urlsplit(urljoin(path, location))
        path = f"{target.path}?{target.query}" if target.query else target.path
    return answer


def _ask(host: str, port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": f"{host}:{port}", "Accept": "text/html"})
        response = connection.getresponse()
        response.read()
        return response.status, response.getheader("Location", "")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def answers(host: str, port: int) -> bool:
    return status(host, port) == http.client.OK


def must_answer(host: str, port: int) -> float:
    """Seconds that its page took; raises LocalError unless it is there."""
    begun = time.monotonic()
    found = status(host, port)
    if found != http.client.OK:
        raise LocalError(f"http://{host}:{port}/ answered {found or 'nothing'} instead of 200.")
    return time.monotonic() - begun
