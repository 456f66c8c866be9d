from __future__ import annotations


class LocalError(Exception):
    """A sentence for the person at the terminal; never a stack trace."""


class ChildFailedError(LocalError):
    """A child process ended or did not answer in time; the sentence carries the end of its log."""


class AlreadyRunningError(LocalError):
    """Another launcher holds this folder."""
