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


class Unfit(TenancyError):
    """The town model holds something that cannot be compiled, or that would bind towns to one another."""


class NoArtefact(TenancyError):
    """The town model has not been compiled for this version of the code: `ambito install` is missing."""


class Stopped(TenancyError):
    """A roll-out stopped at a town. The towns before it are new, it and those after it are as they were."""

    def __init__(self, schema: str, reason: str) -> None:
        super().__init__(f"stopped at {schema}: {reason}")
        self.schema = schema
        self.reason = reason
