"""The body of a move of a state table: its name, the version that was read, and what that move asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework.serializers import ValidationError

from ambito.api.fields import VersionIn


class MoveIn(VersionIn):
    """A subclass adds `move` and, as fields that need not be there, whatever some move asks."""

    needs: ClassVar[Mapping[str, frozenset[str]]] = {}
    takes: ClassVar[Mapping[str, frozenset[str]]] = {}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Only what the move asks; a sentence beside each answer that is missing."""
        name = attrs["move"]
        needed = self.needs.get(name, frozenset())
        missing = sorted(field for field in needed if attrs.get(field) in {None, ""})
        if missing:
            raise ValidationError(dict.fromkeys(missing, _("This step asks for it: fill it in.")))
        kept = {"move", "version", *needed, *self.takes.get(name, frozenset())}
        return {field: value for field, value in attrs.items() if field in kept}
