from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consortium.catalogue.queries import choices
from consortium.workforce.asking import HoursField, product_areas, professions
from consortium.workforce.models import LONGEST_WEEK, Worker

# Contracts of public bodies: a cooperative has none of them.
OF_PUBLIC_BODIES = frozenset({"permanent_full", "permanent_part", "fixed_term", "secondment"})


def contracts() -> list[tuple[str, str]]:
    return [pair for pair in choices("contract_kinds") if pair[0] not in OF_PUBLIC_BODIES]


class ParticularsForm(forms.Form):
    """What a cooperative keeps of a worker."""

    profile = forms.ChoiceField(label=_("Profession"), choices=professions)
    register_number = forms.CharField(
        label=_("Number in the professional register"),
        max_length=40,
        required=False,
        help_text=_("Needed if the profession has a register."),
    )
    contract = forms.ChoiceField(
        label=_("Contract"), choices=contracts, error_messages={"invalid_choice": _("Choose the contract.")}
    )
    weekly_minutes = HoursField(label=_("Hours a week of the contract"), most=LONGEST_WEEK)
    areas = forms.MultipleChoiceField(
        label=_("Areas in which they work"),
        choices=product_areas,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class RegistrationForm(ParticularsForm):
    """One of the cooperative's people becomes a worker. `people` are names by key of the user."""

    person = forms.TypedChoiceField(
        label=_("Person"), coerce=UUID, error_messages={"required": _("Choose the person.")}
    )
    field_order = ["person"]

    def __init__(self, *args: Any, people: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((str(key), name) for key, name in people.items()),
        ]


class ChangeForm(ParticularsForm):
    """The same for somebody already registered."""

    name = forms.CharField(label=_("Name and surname"), max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["name"]

    def __init__(self, typed: Any, *, worker: Worker) -> None:
        said = ("name", "profile", "register_number", "contract", "weekly_minutes", "areas", "version")
        super().__init__(typed, initial={name: getattr(worker, name) for name in said})
        self._version = worker.version

    def clean_version(self) -> int:
        if self.cleaned_data["version"] != self._version:
            raise ValidationError(_("Somebody changed this page meanwhile. Open it again and compare."))
        return self._version
