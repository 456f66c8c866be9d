"""Writing a person down, and changing what is said of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ambito.web.days import DayField
from town.people.codes import verdict
from town.people.enums import NoCode, Sex
from town.people.models import Person
from town.people.operations import CHANGEABLE
from town.people.places import place_code, place_words

PHONE_DIGITS = 9


class SearchForm(forms.Form):
    text = forms.CharField(
        label=_("Surname and name, or codice fiscale"),
        error_messages={"required": _("Enter a surname or a codice fiscale.")},
    )


class PersonForm(forms.Form):
    surname = forms.CharField(
        label=_("Surname"), max_length=80, error_messages={"required": _("Enter the surname.")}
    )
    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Enter the name.")})
    birth_date = DayField(label=_("Date of birth"), required=False, allow_future=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, required=False, widget=forms.RadioSelect)
    birth_place = forms.CharField(
        label=_("Place of birth"), required=False, help_text=_("Comune, or state if born abroad.")
    )
    codice_fiscale = forms.CharField(label=_("Codice fiscale"), required=False, max_length=20)
    code_confirmed = forms.BooleanField(
        label=_("I have checked the document: the code is right"), required=False, widget=forms.HiddenInput
    )
    no_code_reason = forms.ChoiceField(
        label=_("Why there is no codice fiscale"), choices=[("", "–"), *NoCode.choices], required=False
    )
    address = forms.CharField(label=_("Address"), max_length=160, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and sum(sign.isdigit() for sign in phone) < PHONE_DIGITS:
            raise forms.ValidationError(_("Enter a phone number with at least 9 digits."))
        return phone

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        self._place(said)
        if said.get("codice_fiscale"):
            self._code(said)
        elif not said.get("no_code_reason"):
            self.add_error("codice_fiscale", _("Enter the codice fiscale or say why there is none."))
        return said

    def _place(self, said: dict[str, Any]) -> None:
        words = said.get("birth_place", "")
        code = place_code(words, said.get("birth_date")) if words else ""
        if code is None:
            self.add_error("birth_place", _("Enter a comune, with its province, or a state: Livo (TN)."))
        said["birth_place"] = code or ""

    def _code(self, said: dict[str, Any]) -> None:
        if said.get("no_code_reason"):
            self.add_error(
                "no_code_reason", _("Write the codice fiscale or say why there is none, not both.")
            )
        found = verdict(
            said["codice_fiscale"],
            surname=said.get("surname", ""),
            name=said.get("name", ""),
            birth_date=said.get("birth_date"),
            sex=said.get("sex", ""),
            birth_place=said["birth_place"],
        )
        for sentence in found.wrong:
            self.add_error("codice_fiscale", sentence)
        if found.doubts:
            self.fields["code_confirmed"].widget = forms.CheckboxInput()
            if not said.get("code_confirmed"):
                self.add_error("code_confirmed", found.doubts)

    @property
    def written(self) -> dict[str, Any]:
        """What the operations take."""
        return {field: self.cleaned_data[field] for field in CHANGEABLE}


class ChangeForm(PersonForm):
    """`version` is the one that was shown: a stale form is told apart by it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, person: Person) -> ChangeForm:
        said = {field: getattr(person, field) for field in CHANGEABLE}
        said["birth_place"] = place_words(person.birth_place, person.birth_date) if person.birth_place else ""
        return cls(initial={**said, "version": person.version})

    def renew(self, person: Person) -> None:
        """Show the version of now: sending once more is said with open eyes."""
        self.data = {**{name: self.data[name] for name in self.data}, "version": str(person.version)}
