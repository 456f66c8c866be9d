from __future__ import annotations


class NoEnte(Exception):
    """A task of an Ente arrived, or was sent, without saying of which."""
