"""Ports on the loopback address, below the range that outgoing connections take for themselves."""

from __future__ import annotations

import secrets
import socket

from ambito.local.errors import LocalError

LOOPBACK = "127.0.0.1"
FIRST_EPHEMERAL = 32768
_THROWAWAY = range(20000, 32000)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do it: a connection that lingers in TIME_WAIT does not occupy the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port(preferred: int) -> int:
    """`preferred`, or the next free one above it."""
    for port in range(preferred, FIRST_EPHEMERAL):
        if is_free(port):
            return port
    raise LocalError(f"No free port between {preferred} and {FIRST_EPHEMERAL - 1} on {LOOPBACK}.")


def throwaway_port() -> int:
    """Somewhere at random, so that two test runs on one machine rarely ask for the same."""
    return free_port(secrets.choice(_THROWAWAY))


def accepts(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True
