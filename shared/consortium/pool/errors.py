"""Refusals that say what to do next."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class BeyondAgreement(ValidationError):
    """More hours a week than the town agreed."""

    def __init__(self, *, left: int) -> None:
        super().__init__(
            _("The agreement with the town has %(left)s hours a week left on those dates."),
            code="beyond_agreement",
            params={"left": f"{left / 60:g}"},
        )


class OutsideAgreement(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("No agreement with this town covers this profession and those dates. Record it first."),
            code="outside_agreement",
        )


class NotPooled(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("Only psychologists, educators and pedagogists of the consortium are allocated from the pool."),
            code="not_pooled",
        )
