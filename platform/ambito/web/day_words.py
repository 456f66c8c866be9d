"""Days in words, for titles, attributes and sentences."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

# Django writes the names of months with a capital in every language.
SMALL_MONTHS = frozenset({"it", "fr", "sl"})


def day_words(value: date) -> str:
    """`24 nov`, with the year when it is not this one."""
    return date_format(value, "j b" if value.year == timezone.localdate().year else "j b Y")


def day_in_full(value: date) -> str:
    """`3 dicembre`, for a sentence."""
    words = date_format(value, "j F")
    return words.lower() if get_language() in SMALL_MONTHS else words
