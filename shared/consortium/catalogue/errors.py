from __future__ import annotations


class UnknownList(KeyError):
    """No list has this name."""


class UnknownCode(KeyError):
    """The list has no such code."""
