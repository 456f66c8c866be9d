"""Hours as people type them, one line a weekday: `9-12:30, 14-17`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ambito.web.days import DayField, parse_day
from consortium.network import opening
from consortium.network.enums import Weekday
from consortium.network.models import Place
from consortium.network.opening import Hours

SAY_HOURS = _("Enter the hours like this: 9:00-12:30, 14:00-17:00. Leave it empty if it is closed.")
SAY_DAY = _("Enter a day and a month like this: 15/06.")


class WeekdayField(forms.CharField):
    """The openings of a weekday as pairs of times."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=80, **kwargs)
        self.widget.attrs.update({"class": "w-m", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, tuple | list):
            return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in value)
        return value

    def clean(self, value: Any) -> list[Hours]:
        text = super().clean(value)
        hours = opening.parse_hours(text)
        if hours is None:
            raise ValidationError(SAY_HOURS, code="invalid")
        if opening.overlap(hours):
            raise ValidationError(_("Two openings of the same day overlap. Join them."), code="overlap")
        return hours


class SeasonDayField(forms.CharField):
    """A day that returns every year, as MM-DD."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20, **kwargs)
        self.widget.attrs.update({"class": "w-s", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        parts = str(value or "").split("-")
        return f"{parts[1]}/{parts[0]}" if len(parts) == 2 else value  # noqa: PLR2004 - month and day

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        day = parse_day(text, timezone.localdate())
        if day is None:
            raise ValidationError(SAY_DAY, code="invalid")
        return f"{day:%m-%d}"


class HoursForm(forms.Form):
    """The week of a place, all year or in a season."""

    first_day = SeasonDayField(
        label=_("Season: first day"), help_text=_("Leave both empty for the whole year.")
    )
    last_day = SeasonDayField(label=_("Season: last day"), help_text=_("Day and month, included: 31/08."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in Weekday:
            self.fields[f"day_{weekday.value}"] = WeekdayField(label=weekday.label)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if bool(said.get("first_day")) != bool(said.get("last_day")):
            self.add_error("last_day", _("A season has a first and a last day. Enter both, or neither."))
        return said

    @classmethod
    def of(cls, place: Place, season: tuple[str, str]) -> HoursForm:
        days = {f"day_{line.weekday}": line.hours for line in opening.week(place.bands.all(), season)}
        return cls(initial={"first_day": season[0], "last_day": season[1], **days})

    @property
    def season(self) -> tuple[str, str]:
        return self.cleaned_data["first_day"], self.cleaned_data["last_day"]

    @property
    def hours(self) -> dict[int, list[Hours]]:
        return {weekday.value: self.cleaned_data[f"day_{weekday.value}"] for weekday in Weekday}

    @property
    def days(self) -> list[forms.BoundField]:
        """Monday to Sunday, for the template."""
        return [self[f"day_{weekday.value}"] for weekday in Weekday]


class SpecialDaysForm(forms.Form):
    """Closed, or open at other hours, on some days."""

    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))
    hours = WeekdayField(label=_("Hours of these days"), help_text=_("Leave it empty if it is closed."))
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=120, help_text=_("For example: summer closing.")
    )

    def clean_hours(self) -> Hours | None:
        hours: list[Hours] = self.cleaned_data["hours"]
        if len(hours) > 1:
            raise ValidationError(_("One opening only. Write the other one as days of its own."))
        return hours[0] if hours else None

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("Choose a last day that comes after the first."))
        return said

    @property
    def written(self) -> dict[str, Any]:
        said = self.cleaned_data
        first: date = said["first"]
        opens, closes = said["hours"] or (None, None)
        during = DateRange(first, said["last"] + timedelta(days=1))
        return {"during": during, "opens": opens, "closes": closes, "reason": said["reason"]}
