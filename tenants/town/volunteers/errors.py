from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class ChangedMeanwhile(ValidationError):
    """Somebody saved after the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this page meanwhile. Open it again and compare."), code="changed_meanwhile"
        )
