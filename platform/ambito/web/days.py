"""Days as people type them: 24/11/2026, 24 nov 26, oggi, -2."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NUMBERS = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{4}|\d{2}))?")
WORDS = re.compile(r"(\d{1,2})[ .]*([^\W\d_]{3,})\.?(?:\s*(\d{4}|\d{2}))?")
STEPS = re.compile(r"([+-])\s*(\d{1,3})")
MONTH_LETTERS = 3


def parse_day(text: str, today: date) -> date | None:
    """The day that `text` means, or None. A year of two digits is the nearest past or coming century's.

    Without a year it is this year's day: a desk writes about now.
    """
    text = text.strip().lower()
    named = {gettext("today"): 0, gettext("yesterday"): -1, gettext("tomorrow"): 1}
    if text in named:
        return today + timedelta(days=named[text])
    if found := STEPS.fullmatch(text):
        return today + timedelta(days=int(found[1] + found[2]))
    if found := NUMBERS.fullmatch(text):
        return _made(found[1], int(found[2]), found[3], today)
    if found := WORDS.fullmatch(text):
        month = _month(found[2])
        return None if month is None else _made(found[1], month, found[3], today)
    return None


def _month(word: str) -> int | None:
    begins = word[:MONTH_LETTERS]
    return next((number for number, name in MONTHS.items() if str(name).lower().startswith(begins)), None)


def _made(day: str, month: int, year: str | None, today: date) -> date | None:
    try:
        return date(_year(year, today), month, int(day))
    except ValueError:
        return None


def _year(digits: str | None, today: date) -> int:
    """Two digits up to ten years ahead are this century's, the others the last one's."""
    if digits is None:
        return today.year
    if len(digits) > 2:  # noqa: PLR2004 - two digits
        return int(digits)
    century = today.year - today.year % 100
    year = century + int(digits)
    return year if year <= today.year + 10 else year - 100


class DayInput(forms.TextInput):
    """A text input: the native date field follows the browser's language, not the page's."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "w-s", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


class DayField(forms.Field):
    """A date typed gg/mm/aaaa and forgiving; `allow_future=False` for births and facts."""

    widget = DayInput
    default_error_messages = {
        "required": _("Enter the date like this: 24/11/2026."),
        "invalid": _("Enter the date like this: 24/11/2026."),
        "future": _("Enter a date that is not in the future."),
    }

    def __init__(self, *, allow_future: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("dd/mm/yyyy"))
        super().__init__(**kwargs)
        self.allow_future = allow_future

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        today = timezone.localdate()
        day = parse_day(str(value), today)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if day > today and not self.allow_future:
            raise ValidationError(self.error_messages["future"], code="future")
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
