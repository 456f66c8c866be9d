"""Everything that the isolation of the Enti can refuse."""

from __future__ import annotations


class TenancyError(Exception):
    """Base of every refusal of this room."""


class OutsideTown(TenancyError):
    """The database was asked something outside of a town transaction."""


class AlreadyInside(TenancyError):
    """A second Ente was entered before the first was left."""


class Unavailable(TenancyError):
    """The Ente exists but may not be entered now (suspended, migrating, leaving)."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the Ente is {state}")
        self.state = state


class UnknownEnte(TenancyError):
    """No Ente has this identifier."""


class PersonalContent(TenancyError):
    """A text that could be words about somebody was about to leave a town."""


class BadName(TenancyError, ValueError):
    """A role, schema or host name that this deployment never makes."""
