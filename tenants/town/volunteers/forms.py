from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ambito.web.days import DayField
from consortium.catalogue.queries import codes
from town.volunteers.models import VolunteerOffer
from town.volunteers.operations import FIELDS


def kinds_of_service() -> list[tuple[str, str]]:
    return [
        (term.code, term.label()) for term in codes("directory_taxonomy") if term.more["kind"] == "service"
    ]


class OfferForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name and surname"), max_length=160, error_messages={"required": _("Enter name and surname.")}
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False)
    interests = forms.MultipleChoiceField(
        label=_("What they would like to do"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one interest.")},
    )
    availability = forms.CharField(
        label=_("When they have time"),
        max_length=240,
        help_text=_("For example: Tuesday afternoons, not in August."),
        error_messages={"required": _("Write when they have time.")},
    )
    insured_from = DayField(label=_("Insured from"), required=False)
    insured_until = DayField(label=_("Insured until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interests"].choices = kinds_of_service()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not said.get("phone") and not said.get("email") and "email" not in self.errors:
            self.add_error("phone", _("Enter a phone number or an e-mail address."))
        first, last = said.get("insured_from"), said.get("insured_until")
        if bool(first) != bool(last) or (first and last and last < first):
            self.add_error(
                "insured_until", _("Enter both days of the insurance, the last not before the first.")
            )
        return said

    @classmethod
    def of(cls, offer: VolunteerOffer) -> OfferForm:
        said = {field: getattr(offer, field) for field in FIELDS}
        return cls(initial={**said, "version": offer.version})

    @property
    def written(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in FIELDS}


class FilterForm(forms.Form):
    interest = forms.ChoiceField(label=_("What they would like to do"), required=False)
    ended = forms.BooleanField(label=_("Who no longer helps"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interest"].choices = [("", _("Everything")), *kinds_of_service()]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What is wrong is left out."""
        self.is_valid()
        said = self.cleaned_data
        return {"interest": said.get("interest", ""), "ended": said.get("ended", False)}


class MoveForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
