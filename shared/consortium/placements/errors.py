"""Refusals that say what to do next."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class NotOurWorker(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("Choose a worker of your cooperative with the profession that was asked for."),
            code="not_our_worker",
        )


class NotAPartner(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("This cooperative does not work with the consortium on those dates. Choose another."),
            code="not_a_partner",
        )


class WrongReason(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("Choose a reason from the list."), code="wrong_reason")


class OutsideDates(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("Choose a day inside the dates of the placement."), code="outside_dates")
