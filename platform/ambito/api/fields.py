"""Fields that the serializers of several apps share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.serializers import Serializer

R = TypeVar("R", bound=Model)
# The years that this product can mean: a day can always be added to one of them.
FIRST, LAST = date(1850, 1, 1), date(2199, 12, 31)


class DayField(serializers.DateField):
    """A local day of the calendar, written as ISO 8601 says."""

    default_error_messages = {"out_of_range": _("Enter a year between 1850 and 2199.")}

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        if not FIRST <= day <= LAST:
            self.fail("out_of_range")
        return day


class VersionIn(Serializer[Any]):
    """`version` is the one that was read: whoever was quicker is not overwritten."""

    version = serializers.IntegerField(min_value=1, help_text="The version that was read.")


class NamedOut(Serializer[Any]):
    """Somebody or something by key and name."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class DatedIn(Serializer[Any]):
    """From a first to a last day, both included; `during` is what the operations take, half-open."""

    first = DayField(help_text="The first day.")
    last = DayField(help_text="The last day, included.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs.pop("first"), attrs.pop("last")
        if last < first:
            raise serializers.ValidationError({"last": [_("Choose a last day that comes after the first.")]})
        return {**attrs, "during": DateRange(first, last + timedelta(days=1))}


class DatedOut(Serializer[Any]):
    """Null for dates that were taken back before they began."""

    first = serializers.SerializerMethodField()
    last = serializers.SerializerMethodField()

    def get_first(self, row: Any) -> date | None:
        lower: date | None = row.during.lower
        return lower

    def get_last(self, row: Any) -> date | None:
        upper: date | None = row.during.upper
        return upper - timedelta(days=1) if upper else None


def picked(rows: Iterable[R], key: UUID, field: str, sentence: Any) -> R:
    """The row with this key among those that fit; a sentence beside the field where it is none of them."""
    for row in rows:
        if row.pk == key:
            return row
    raise serializers.ValidationError({field: [sentence]})
