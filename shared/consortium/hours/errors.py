"""Refusals that say what to do next."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class OutsideDates(ValidationError):
    def __init__(self, day: date) -> None:
        super().__init__(
            _("On %(day)s you were not assigned to this town. Empty that day."),
            code="outside_dates",
            params={"day": date_format(day, "j F")},
        )


class DayTooLong(ValidationError):
    def __init__(self, day: date) -> None:
        super().__init__(
            _("On %(day)s the hours of all towns together exceed 24. Correct that day."),
            code="day_too_long",
            params={"day": date_format(day, "j F")},
        )


class AlreadyDeclared(ValidationError):
    def __init__(self, day: date) -> None:
        super().__init__(
            _("The hours of %(day)s are declared already. Ask your employer to send them back."),
            code="already_declared",
            params={"day": date_format(day, "j F")},
        )


class InTheFuture(ValidationError):
    def __init__(self, day: date) -> None:
        super().__init__(
            _("%(day)s is still to come. Declare the hours when they are done."),
            code="in_the_future",
            params={"day": date_format(day, "j F")},
        )


class WrongReason(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("Choose a reason from the list."), code="wrong_reason")


class NoCorrection(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("Write the hours that the town recognises."), code="no_correction")
