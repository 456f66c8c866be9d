"""No test leaves this machine: a connection to anything but loopback fails it."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

HERE = {"localhost", ""}


class LeftTheMachine(AssertionError):
    """A test asked for an address that is not ours."""


def checked(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in HERE or name.endswith((".localhost", ".test")):
        return
    try:
        inside = ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise LeftTheMachine(f"a test asked for {name}")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """For every test; servers of the tests listen on loopback."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(original: Any) -> Any:
        def call(self: socket.socket, address: Any, *args: Any) -> Any:
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                checked(address[0])
            return original(self, address, *args)

        return call

    def asked(host: Any, *args: Any, **kwargs: Any) -> Any:
        checked(host)
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        patch.setattr(socket, "getaddrinfo", asked)
        yield
