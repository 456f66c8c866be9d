from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from consortium.catalogue.queries import choices
from consortium.hours.enums import Activity
from consortium.hours.models import WHOLE_DAY, TimesheetLine
from consortium.hours.operations import Cell, Versions
from consortium.workforce.asking import HoursField

# The moves that ask for a coded reason; a dispute asks for the hours as well.
WITH_A_REASON = frozenset({"return", "dispute", "justify", "refer", "decide_due", "decide_zero"})


def reasons() -> list[tuple[str, str]]:
    return choices("dispute_reasons")


class WeekForm(forms.Form):
    """A table: activities down, days across. Every cell is one field, so Tab walks the week."""

    def __init__(
        self, *args: Any, days: Sequence[date], lines: Iterable[TimesheetLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        written = {(line.day, line.activity): line for line in lines}
        for activity in Activity:
            for number, day in enumerate(days):
                line = written.get((day, activity.value))
                field = HoursField(
                    label=_cell_label(activity, day),
                    required=False,
                    most=WHOLE_DAY,
                    initial=line.minutes if line else None,
                )
                field.widget.attrs["aria-label"] = field.label
                # What is declared stays as it is: the operation refuses a change of it.
                field.widget.attrs["readonly"] = line is not None and line.state != "draft"
                self.fields[f"{activity.value}_{number}"] = field

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (str(activity.label), [self[f"{activity.value}_{number}"] for number in range(len(self.days))])
            for activity in Activity
        ]

    def minutes(self) -> dict[Cell, int]:
        """What was typed, without the empty cells."""
        return {
            (day, activity): self.cleaned_data[f"{activity.value}_{number}"]
            for activity in Activity
            for number, day in enumerate(self.days)
            if self.cleaned_data[f"{activity.value}_{number}"]
        }


class LinesForm(forms.Form):
    """The lines that a page showed: each value is `key:version`, several in one value apart by spaces."""

    line = forms.Field(required=False)
    default_error = _("Choose at least one worker.")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        sent: Any = self.data
        values = sent.getlist("line") if hasattr(sent, "getlist") else []
        pairs = [pair.split(":", 1) for value in values for pair in value.split()]
        if not pairs or any(len(pair) != 2 or not pair[1].isdigit() for pair in pairs):  # noqa: PLR2004 - pairs
            raise ValidationError(self.default_error, code="nothing_chosen")
        answers["versions"] = {key: int(version) for key, version in pairs}
        return answers

    def versions(self, lines: Iterable[TimesheetLine]) -> Versions:
        """By key, for the lines that were found."""
        said: dict[str, int] = self.cleaned_data["versions"]
        return {line.pk: said[str(line.pk)] for line in lines}


class MoveForm(forms.Form):
    """What one move of a line asks."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, move: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if move in WITH_A_REASON:
            self.fields["reason"] = forms.ChoiceField(
                label=_("Reason"), choices=reasons, widget=forms.RadioSelect
            )
        if move == "dispute":
            self.fields["proposed_minutes"] = HoursField(
                label=_("Hours that the town recognises"), required=False, most=WHOLE_DAY
            )


def _cell_label(activity: Activity, day: date) -> str:
    return f"{activity.label}, {date_format(day, 'l j F')}"
