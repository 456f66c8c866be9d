"""Refusals that say what to do next."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class ChangedMeanwhile(ValidationError):
    """Somebody saved after the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this page meanwhile. Open it again and compare."), code="changed_meanwhile"
        )


class Busy(ValidationError):
    """The worker is somewhere else at that time."""

    def __init__(self) -> None:
        super().__init__(
            _("At that time the worker is already busy. Choose another time."), code="worker_busy"
        )


class NoTimeToTravel(ValidationError):
    """The road between two towns takes longer than what is left."""

    def __init__(self, *, needed: int, left: int) -> None:
        super().__init__(
            _("Travel takes %(needed)s minutes, the plan leaves %(left)s. Choose another time."),
            code="no_time_to_travel",
            params={"needed": needed, "left": left},
        )


class BeyondContract(ValidationError):
    """More hours a week than the contract has."""

    def __init__(self, *, wanted: int, contract: int) -> None:
        super().__init__(
            _("In those weeks the worker would have %(wanted)s hours, the contract has %(contract)s."),
            code="beyond_contract",
            params={"wanted": f"{wanted / 60:g}", "contract": f"{contract / 60:g}"},
        )


class TooFewHours(ValidationError):
    """The contract would have fewer hours than towns were promised, in minutes a week."""

    def __init__(self, *, promised: int) -> None:
        super().__init__(
            _("The towns have %(promised)s hours a week. Enter at least as many, or end a placement first."),
            code="too_few_hours",
            params={"promised": f"{promised / 60:g}"},
        )


class StillPlaced(ValidationError):
    """Towns asked for the profession that the worker has."""

    def __init__(self) -> None:
        super().__init__(
            _("This worker is placed with another profession. End those placements first."),
            code="still_placed",
        )
