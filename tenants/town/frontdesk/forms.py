"""One page for a contact: who is in front of us, what they need, what they say, what we answer."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from ambito.web.days import DayField
from consortium.catalogue.queries import choices, codes
from consortium.registry.queries.memberships import Colleague
from town.cases.enums import FITS
from town.cases.queries import area_choices
from town.frontdesk.enums import Urgency
from town.people.codes import verdict
from town.people.enums import NoCode

NEW = "new"
PHONE_DIGITS = 9


class NeedGroup(NamedTuple):
    """Needs of one domain as chips; `chosen` opens the group."""

    label: str
    chips: list[Any]
    chosen: bool


class ContactForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("How they reached us"), widget=forms.RadioSelect, initial="walk_in",
        error_messages={"required": _("Choose how they reached us.")},
    )  # fmt: skip
    # The key of a known person, "new" for one to write down, empty for nobody.
    person = forms.CharField(required=False, widget=forms.HiddenInput)
    person_typed = forms.CharField(required=False)
    interlocutor = forms.ChoiceField(label=_("Who asks"), initial="self")
    reason = forms.ChoiceField(label=_("Why they come"), initial="spontaneous")
    needs = forms.MultipleChoiceField(
        label=_("What they need"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one need.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In a few words"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write only what is needed to understand the request."),
    )  # fmt: skip
    area = forms.ChoiceField(
        label=_("Area"), widget=forms.RadioSelect, error_messages={"required": _("Choose the area.")}
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), widget=forms.RadioSelect, choices=Urgency.choices, initial=Urgency.NORMAL
    )
    outcome = forms.ChoiceField(
        label=_("What we answer"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you answered.")},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=600, initial=15,
        widget=forms.NumberInput(attrs={"class": "w-s"}),
        error_messages={
            "required": _("Enter the minutes spent."),
            "invalid": _("Enter the minutes as a number."),
        },
    )  # fmt: skip
    informed = forms.BooleanField(label=_("I gave the privacy notice"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["channel"].choices = choices("contact_channels")
        fields["interlocutor"].choices = choices("interlocutors")
        fields["reason"].choices = choices("contact_reasons")
        fields["outcome"].choices = choices("contact_outcomes")
        fields["needs"].choices = choices("needs")
        fields["area"].choices = area_choices()

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("person_typed") and not said.get("person"):
            self.add_error(None, _("Choose the person from the list, or create the person."))
        return said

    @property
    def need_groups(self) -> list[NeedGroup]:
        """In the order of the list; Django draws the chips."""
        domains = {need.code: need.said("domain_label") for need in codes("needs")}
        chosen = {str(value) for value in self["needs"].value() or []}
        chips = list(self["needs"])
        groups = groupby(chips, key=lambda chip: domains[str(chip.data["value"])])
        return [
            NeedGroup(label, members, any(str(chip.data["value"]) in chosen for chip in members))
            for label, each in groups
            for members in [list(each)]
        ]

    @property
    def recorded(self) -> dict[str, Any]:
        """What the operation takes, less the person."""
        names = ("interlocutor", "channel", "reason", "needs", "area", "outcome", "urgency", "minutes")
        return {name: self.cleaned_data[name] for name in (*names, "words", "informed")}


class NewPersonForm(forms.Form):
    """The few data that the desk asks of whoever is not known yet."""

    surname = forms.CharField(
        label=_("Surname"), max_length=80, error_messages={"required": _("Enter the surname.")}
    )
    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Enter the name.")})
    birth_date = DayField(label=_("Date of birth"), required=False, allow_future=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    codice_fiscale = forms.CharField(label=_("Codice fiscale"), max_length=20, required=False)
    no_code_reason = forms.ChoiceField(
        label=_("Why there is no codice fiscale"), choices=NoCode.choices, required=False,
        initial=NoCode.UNKNOWN,
    )  # fmt: skip
    code_confirmed = forms.BooleanField(
        label=_("I have checked the document: the code is right"), required=False, widget=forms.HiddenInput
    )

    @classmethod
    def begun(cls, typed: str) -> NewPersonForm:
        """From what was typed in the look-up: the surname, then the name."""
        surname, _blank, name = typed.strip().title().partition(" ")
        return cls(initial={"surname": surname, "name": name})

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and sum(sign.isdigit() for sign in phone) < PHONE_DIGITS:
            raise forms.ValidationError(_("Enter a phone number with at least 9 digits."))
        return phone

    def clean(self) -> dict[str, Any]:
        """With a code the reason why there is none no longer counts: the field begins with one."""
        said = self.cleaned_data
        if said.get("codice_fiscale"):
            said["no_code_reason"] = ""
            self._code(said)
        elif not said.get("no_code_reason"):
            said["no_code_reason"] = NoCode.UNKNOWN
        return said

    def _code(self, said: dict[str, Any]) -> None:
        found = verdict(
            said["codice_fiscale"],
            surname=said.get("surname", ""),
            name=said.get("name", ""),
            birth_date=said.get("birth_date"),
            sex="",
            birth_place="",
        )
        for sentence in found.wrong:
            self.add_error("codice_fiscale", sentence)
        if found.doubts:
            self.fields["code_confirmed"].widget = forms.CheckboxInput()
            if not said.get("code_confirmed"):
                self.add_error("code_confirmed", found.doubts)

    @property
    def written(self) -> dict[str, Any]:
        names = ("surname", "name", "birth_date", "phone", "codice_fiscale", "no_code_reason")
        return {name: self.cleaned_data[name] for name in names}


class HandOverForm(forms.Form):
    """Opens the case; the referent may also be named later."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    referent = forms.ChoiceField(label=_("Reference social worker"), required=False)

    def __init__(self, *args: Any, colleagues: list[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = {str(each.user_id): each.name for each in colleagues if each.role in FITS["referent"]}
        self.fields["referent"].choices = [  # type: ignore[attr-defined]
            ("", _("I decide later")),
            *fitting.items(),
        ]


def ending_outcomes() -> list[tuple[str, str]]:
    """The answers that end a contact."""
    ending = [each for each in codes("contact_outcomes") if each.more["closes_contact"] == "yes"]
    return [(each.code, each.label()) for each in ending]


class CloseForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("What we answer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = ending_outcomes()  # type: ignore[attr-defined]
