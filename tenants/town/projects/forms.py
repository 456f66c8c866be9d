"""Writing, agreeing and closing a project."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ambito.web.days import DayField
from consortium.catalogue.queries import choices
from town.projects.enums import AgreedBy
from town.projects.queries import ObjectiveTold, kind_choices

LINES = {"rows": 6}


class VersionForm(forms.Form):
    """`version` is the one that was shown: a stale form is told apart by it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ObjectivesForm(forms.Form):
    objectives = forms.CharField(
        label=_("Objectives"),
        widget=forms.Textarea(attrs=LINES),
        help_text=_("One on each line, in words that the person would use."),
        error_messages={"required": _("Write at least one objective.")},
    )

    def clean_objectives(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["objectives"].splitlines() if line.strip()]


class OpenForm(ObjectivesForm):
    kind = forms.ChoiceField(label=_("Kind of project"), error_messages={"required": _("Choose the kind.")})
    field_order = ("kind", "objectives")

    def __init__(self, *args: Any, area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices(area)  # type: ignore[attr-defined]


class RewriteForm(ObjectivesForm, VersionForm):
    pass


class AgreementForm(VersionForm):
    with_whom = forms.CharField(
        label=_("With whom"),
        max_length=200,
        help_text=_("The person, or who represents them and as what."),
        error_messages={"required": _("Write with whom the project was agreed.")},
    )
    how = forms.ChoiceField(
        label=_("How"),
        choices=AgreedBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was agreed.")},
    )
    agreed_on = DayField(label=_("Day of the agreement"))


class ReturnForm(VersionForm):
    returned_on = DayField(label=_("Day on which the outcome was told"))


class CloseForm(VersionForm):
    """How every objective went."""

    def __init__(self, *args: Any, objectives: list[ObjectiveTold], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for told in objectives:
            self.fields[f"objective_{told.objective.pk}"] = forms.ChoiceField(
                label=told.objective.text,
                choices=[("", "–"), *choices("objective_outcomes")],
                error_messages={"required": _("Say how this objective went.")},
            )

    @property
    def outcomes(self) -> dict[UUID, str]:
        said = self.cleaned_data.items()
        return {
            UUID(name.removeprefix("objective_")): outcome
            for name, outcome in said
            if name.startswith("objective_")
        }
