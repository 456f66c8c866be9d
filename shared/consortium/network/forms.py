"""The forms of the directory: a body, a service, a place, its hours, days with other hours, a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consortium.catalogue.queries import choices, codes
from consortium.network.comuni import comune_code, comune_words
from consortium.network.enums import Language, StepFree
from consortium.network.models import Actor, Place, Service
from consortium.network.operations import ACTOR_FIELDS, PLACE_FIELDS, SERVICE_FIELDS
from consortium.network.searching import Asked
from consortium.registry.queries.enti import Town

ROWS_3, ROWS_6 = {"rows": 3}, {"rows": 6}
PHONE_DIGITS = 3


def kinds_of_service() -> list[tuple[str, str]]:
    return [
        (term.code, term.label()) for term in codes("directory_taxonomy") if term.more["kind"] == "service"
    ]


def groups() -> list[tuple[str, str]]:
    """The areas of users of this product, not those of ISTAT or SIUSS."""
    return [(area.code, area.label()) for area in codes("areas") if area.more["scheme"] == "product"]


class SearchForm(forms.Form):
    """Everything may be left out. What does not exist finds nothing, and is never an error."""

    q = forms.CharField(label=_("What are you looking for?"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("Kind of service"), required=False)
    group = forms.ChoiceField(label=_("Who it is for"), required=False)
    town = forms.TypedChoiceField(label=_("For people of"), coerce=UUID, empty_value=None, required=False)
    open_now = forms.BooleanField(label=_("Open now"), required=False)

    def __init__(self, *args: Any, towns: Sequence[Town], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", _("All kinds")), *kinds_of_service()]
        fields["group"].choices = [("", _("Everybody")), *groups()]
        fields["town"].choices = [("", _("All towns")), *((str(town.ente_id), town.name) for town in towns)]

    @property
    def asked(self) -> Asked:
        """What is wrong is left out: a search never fails."""
        self.is_valid()
        said = self.cleaned_data
        return Asked(
            words=said.get("q", ""),
            kind=said.get("kind", ""),
            group=said.get("group", ""),
            town=said.get("town"),
            open_now=said.get("open_now", False),
        )


class KeptForm(forms.Form):
    """`version` is the one that was shown; `keeper` is asked where there is a choice."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    keeper = forms.TypedChoiceField(
        label=_("Who keeps this page"),
        coerce=UUID,
        help_text=_("Whoever keeps it checks every six months that it is right."),
    )

    def __init__(self, *args: Any, keepers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(keepers) > 1:
            self.fields["keeper"].choices = list(keepers)  # type: ignore[attr-defined]
        else:
            del self.fields["keeper"]

    @property
    def keeper_id(self) -> UUID | None:
        return self.cleaned_data.get("keeper")


class ActorForm(KeptForm):
    name = forms.CharField(
        label=_("Name of the body"),
        max_length=160,
        error_messages={"required": _("Enter the name of the body.")},
    )
    kind = forms.ChoiceField(label=_("Kind of body"))
    description = forms.CharField(
        label=_("What the body does"), required=False, widget=forms.Textarea(attrs=ROWS_3), max_length=2000
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    field_order = ["name", "kind", "description", "website", "keeper"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices("network_actor_kinds")  # type: ignore[attr-defined]

    @classmethod
    def of(cls, actor: Actor) -> ActorForm:
        return cls(initial={**_shown(actor, ACTOR_FIELDS), "version": actor.version})

    @property
    def written(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in ACTOR_FIELDS}


class ServiceForm(KeptForm):
    """In the order in which a citizen reads it."""

    actor = forms.ChoiceField(label=_("Who offers it"))
    name = forms.CharField(
        label=_("Name of the service"),
        max_length=160,
        help_text=_("As people call it: Food parcels, Help with homework."),
        error_messages={"required": _("Enter the name of the service.")},
    )
    term = forms.ChoiceField(label=_("Kind of service"))
    description = forms.CharField(
        label=_("What it is"),
        widget=forms.Textarea(attrs=ROWS_6),
        max_length=4000,
        help_text=_("In plain words, as you would tell somebody at the desk."),
        error_messages={"required": _("Write in a few words what the service is.")},
    )
    groups = forms.MultipleChoiceField(
        label=_("Who it is for"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one group.")},
    )
    eligibility = forms.CharField(
        label=_("Who can come"), required=False, widget=forms.Textarea(attrs=ROWS_3), max_length=2000
    )
    min_age = forms.IntegerField(
        label=_("From age"),
        required=False,
        min_value=0,
        max_value=120,
        widget=forms.NumberInput(attrs={"class": "w-s"}),
    )
    max_age = forms.IntegerField(
        label=_("To age"),
        required=False,
        min_value=0,
        max_value=120,
        widget=forms.NumberInput(attrs={"class": "w-s"}),
    )
    access = forms.CharField(
        label=_("How to get in"),
        required=False,
        widget=forms.Textarea(attrs=ROWS_3),
        max_length=2000,
        help_text=_("By phone, by appointment, just by coming; what to bring along."),
    )
    cost = forms.CharField(
        label=_("Cost"), required=False, max_length=240, help_text=_("For example: free, or 5 euros a month.")
    )
    waiting = forms.CharField(label=_("Waiting time"), required=False, max_length=160)
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=60,
        help_text=_("Of the office, never a person’s own number."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=Language.choices,
    )
    towns = forms.TypedMultipleChoiceField(
        label=_("Towns that it serves"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none if it serves all of them."),
    )
    notice = forms.CharField(
        label=_("Notice of these days"),
        required=False,
        max_length=240,
        help_text=_("For example: closed for works until 15 January."),
    )
    field_order = ["actor", *SERVICE_FIELDS, "keeper"]

    def __init__(
        self, *args: Any, actors: Sequence[Actor] = (), towns: Sequence[Town] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["term"].choices = kinds_of_service()
        fields["groups"].choices = groups()
        fields["towns"].choices = [(str(town.ente_id), town.name) for town in towns]
        if actors:
            fields["actor"].choices = [(str(actor.pk), actor.name) for actor in actors]
        else:
            del self.fields["actor"]

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and sum(sign.isdigit() for sign in phone) < PHONE_DIGITS:
            raise ValidationError(_("Enter a phone number."))
        return phone

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        first, last = said.get("min_age"), said.get("max_age")
        if first is not None and last is not None and last < first:
            self.add_error("max_age", _("Enter a highest age that is not below the lowest."))
        return said

    @classmethod
    def of(cls, service: Service, *, towns: Sequence[Town]) -> ServiceForm:
        said = {**_shown(service, SERVICE_FIELDS), "towns": [str(each) for each in service.towns]}
        return cls(initial={**said, "version": service.version}, towns=towns)

    @property
    def written(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in SERVICE_FIELDS}


class PlaceForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name of the place"), required=False, max_length=120, help_text=_("For example: parish hall.")
    )
    address = forms.CharField(
        label=_("Address"), max_length=160, error_messages={"required": _("Enter the street and the number.")}
    )
    comune = forms.CharField(
        label=_("Comune"),
        error_messages={"required": _("Enter the comune.")},
        widget=forms.TextInput(attrs={"class": "w-m"}),
    )
    directions = forms.CharField(
        label=_("How to find it"), required=False, max_length=240, help_text=_("Floor, bell, bus, parking.")
    )
    step_free = forms.ChoiceField(
        label=_("Way in"), required=False, choices=[("", _("Not known")), *StepFree.choices]
    )
    accessibility = forms.CharField(
        label=_("Accessibility"),
        required=False,
        max_length=240,
        help_text=_("Lift, adapted toilet, reserved parking, sign language."),
    )
    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, max_digits=8, decimal_places=6, localize=True,
        widget=forms.TextInput(attrs={"class": "w-s", "inputmode": "decimal"}),
    )  # fmt: skip
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, max_digits=9, decimal_places=6, localize=True,
        widget=forms.TextInput(attrs={"class": "w-s", "inputmode": "decimal"}),
    )  # fmt: skip

    def clean_comune(self) -> str:
        code = comune_code(self.cleaned_data["comune"])
        if code is None:
            raise ValidationError(
                _("Enter a comune of today, with its province if two have the name: Livo (TN).")
            )
        return code

    @classmethod
    def of(cls, place: Place) -> PlaceForm:
        said = {**_shown(place, PLACE_FIELDS), "comune": comune_words(place.comune)}
        return cls(initial={**said, "version": place.version})

    @property
    def written(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in PLACE_FIELDS}


def _shown(row: Actor | Service | Place, fields: Sequence[str]) -> dict[str, Any]:
    return {field: getattr(row, field) for field in fields}
