"""Hours in the API, in minutes: for which activity, never for whom."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ambito.api.fields import DatedOut, DayField, NamedOut
from ambito.api.moves import MoveIn
from consortium.catalogue.queries import choices
from consortium.hours.enums import Activity
from consortium.hours.forms import WITH_A_REASON, reasons
from consortium.hours.models import WHOLE_DAY
from consortium.hours.operations import Cell
from consortium.hours.periods import week_of_day
from consortium.hours.queries import month_of
from consortium.hours.steps import STEPS

# Far more lines than one worker has in a month.
MOST_LINES = 1000


class EngagementOut(DatedOut):
    """A placement or an allocation of whoever calls, by its key."""

    id = serializers.UUIDField(source="key")
    town = serializers.UUIDField(source="town_id")
    weekly_minutes = serializers.IntegerField()
    pooled = serializers.SerializerMethodField()

    def get_pooled(self, row: Any) -> bool:
        return row.allocation_id is not None


class LineOut(serializers.Serializer[Any]):
    """`dispute` is why it was sent back or disputed; `proposed_minutes` what the town would recognise."""

    id = serializers.UUIDField()
    worker = NamedOut()
    town = serializers.UUIDField(source="town_id")
    employer = serializers.UUIDField(source="employer_id")
    day = serializers.DateField()
    activity = serializers.ChoiceField(choices=Activity.choices)
    minutes = serializers.IntegerField()
    state = serializers.ChoiceField(choices=choices("hours_line_states"))
    dispute = serializers.CharField()
    proposed_minutes = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField()


class WeekOut(serializers.Serializer[Any]):
    lines = LineOut(many=True)


class TownMonthOut(serializers.Serializer[Any]):
    """Minutes of a town in a month."""

    town = serializers.UUIDField(source="town_id")
    declared = serializers.IntegerField()
    validated = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    disputed = serializers.IntegerField()


class WeekIn(serializers.Serializer[Any]):
    """Any day of the week, today's where none is said."""

    week = DayField(required=False, help_text="Any day of the week.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {**attrs, "week": week_of_day(attrs.get("week") or timezone.localdate())}


class EngagedWeekIn(WeekIn):
    engagement = serializers.UUIDField(help_text="A placement or an allocation of whoever calls.")


class CellIn(serializers.Serializer[Any]):
    day = DayField()
    activity = serializers.ChoiceField(choices=Activity.choices)
    minutes = serializers.IntegerField(min_value=0, max_value=WHOLE_DAY)


class SheetIn(EngagedWeekIn):
    """The whole week: what is not there is emptied."""

    cells = serializers.ListField(child=CellIn(), max_length=7 * len(Activity))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        said = super().validate(attrs)
        if any(cell["day"] not in said["week"] for cell in said["cells"]):
            raise serializers.ValidationError({"cells": [_("Write only days of that week.")]})
        return {**said, "minutes": _minutes(said.pop("cells"))}


class MonthIn(serializers.Serializer[Any]):
    month = serializers.RegexField(
        r"^20\d{2}-(0[1-9]|1[0-2])$", required=False, help_text="Like 2026-03; this month where none is said."
    )

    def validate_month(self, said: str) -> DateRange:
        return month_of(date.fromisoformat(f"{said}-01"))


class OneLineIn(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(min_value=1)


class LinesIn(serializers.Serializer[Any]):
    """Lines as they were read."""

    lines = serializers.ListField(child=OneLineIn(), allow_empty=False, max_length=MOST_LINES)

    def validate_lines(self, said: list[dict[str, Any]]) -> dict[UUID, int]:
        return {one["id"]: one["version"] for one in said}


class LineMoveIn(MoveIn):
    """`reason` where the move asks one; a dispute may say what the town recognises."""

    needs = {name: frozenset({"reason"}) for name in WITH_A_REASON}
    takes = {"dispute": frozenset({"proposed_minutes"})}
    move = serializers.ChoiceField(choices=[(name, step.verb) for name, step in STEPS.items()])
    reason = serializers.ChoiceField(choices=reasons(), required=False)
    proposed_minutes = serializers.IntegerField(
        min_value=0, max_value=WHOLE_DAY, required=False, allow_null=True
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        asked = super().validate(attrs)
        return asked if asked["move"] != "dispute" else {"proposed_minutes": None, **asked}


def _minutes(cells: list[dict[str, Any]]) -> dict[Cell, int]:
    return {(cell["day"], Activity(cell["activity"])): cell["minutes"] for cell in cells}
