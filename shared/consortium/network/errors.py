"""Refusals that say what to do next."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class NotTheKeeper(ValidationError):
    """Somebody else answers for these lines."""

    def __init__(self) -> None:
        super().__init__(
            _("Another body keeps this page. Tell it what is wrong: it can change it."), code="not_the_keeper"
        )


class StrangeKeeper(ValidationError):
    """Neither the consortium nor one of its towns."""

    def __init__(self) -> None:
        super().__init__(_("Choose the consortium or one of its towns as keeper."), code="strange_keeper")


class OverlappingHours(ValidationError):
    """Two bands of a day run into each other."""

    def __init__(self) -> None:
        super().__init__(_("Two openings of the same day overlap. Join them."), code="overlapping_hours")


class Incomplete(ValidationError):
    """A published service keeps what publishing asked of it."""

    def __init__(self) -> None:
        super().__init__(
            _("A published service says how to get in, and a place, a phone number or an e-mail address."),
            code="incomplete",
        )
