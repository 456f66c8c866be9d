from __future__ import annotations


class UnknownEvent(Exception):
    """Nobody declared an event, or a handler for it at the receiver, under this name."""
