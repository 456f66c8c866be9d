"""What the forms of workers, pool, placements and hours have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ambito.access.errors import GuardRefused, MoveRefused
from ambito.web.days import DayField
from consortium.catalogue.queries import choices, codes

HOURS = re.compile(r"(\d{1,3})(?:[:.,](\d{1,2}))?")
WEEK = 168 * 60


def product_areas() -> list[tuple[str, str]]:
    """The areas of users of this product, not those of ISTAT or SIUSS."""
    return [(area.code, area.label()) for area in codes("areas") if area.more["scheme"] == "product"]


def professions() -> list[tuple[str, str]]:
    return choices("professional_profiles")


class HoursField(forms.Field):
    """Hours as people type them, in minutes: `7`, `7:30`, `7,5`."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Enter the hours like this: 7:30."),
        "invalid": _("Enter the hours like this: 7:30."),
        "too_long": _("That is too many hours. Enter them like this: 7:30."),
    }

    def __init__(self, *, most: int = WEEK, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most
        self.widget.attrs.setdefault("class", "w-s")
        self.widget.attrs["inputmode"] = "decimal"
        self.widget.attrs["autocomplete"] = "off"

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 60}:{value % 60:02d}" if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        found = HOURS.fullmatch(str(value).strip())
        minutes = _minutes(found, decimal=":" not in str(value)) if found else None
        if minutes is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if minutes > self.most:
            raise ValidationError(self.error_messages["too_long"], code="too_long")
        return minutes


class DatedForm(forms.Form):
    """From a first to a last day, both worked; `cleaned_data["during"]` is half-open."""

    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        first, last = answers.get("first"), answers.get("last")
        if first and last and last < first:
            self.add_error("last", _("Choose a last day that comes after the first."))
        elif first and last:
            answers["during"] = DateRange(first, last + timedelta(days=1))
        return answers


def attempt(
    form: forms.Form, act: Callable[[], object], *, sentences: Mapping[str, str | Promise] | None = None
) -> bool:
    """Whether the operation was done; otherwise nothing is, and the form says why.

    `sentences` are the app's own words for a guard that said no.
    """
    try:
        with transaction.atomic():
            act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
    except GuardRefused as refusal:
        form.add_error(None, str((sentences or {}).get(refusal.guard, refusal)))
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def _minutes(found: re.Match[str], *, decimal: bool) -> int | None:
    hours, rest = int(found[1]), found[2] or "0"
    if decimal:
        return hours * 60 + round(int(f"{rest:0<2}") * 60 / 100)
    return hours * 60 + int(rest) if int(rest) < 60 else None  # noqa: PLR2004 - minutes of an hour
