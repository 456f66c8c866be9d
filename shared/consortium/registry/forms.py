from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from ambito.access.enums import Role
from ambito.identity import passwords
from ambito.identity.models import User
from ambito.web.days import DayField
from consortium.registry.models import Membership, Partnership, Profile


class SinceForm(forms.Form):
    """From a first to a last day, or without end; `cleaned_data["during"]` is half-open."""

    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty if there is none yet."))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        first, last = answers.get("first"), answers.get("last")
        if first and last and last < first:
            self.add_error("last", _("Choose a last day that comes after the first."))
        elif first:
            answers["during"] = DateRange(first, last + timedelta(days=1) if last else None)
        return answers


class InvitationForm(SinceForm):
    """Who is to hold which role, from when to when."""

    name = forms.CharField(label=_("Name and surname"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.TypedChoiceField(label=_("Role"), coerce=Role)
    field_order = ["name", "email", "role"]

    def __init__(self, *args: Any, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class PartnershipForm(SinceForm):
    """A cooperative that is to work in our towns, from when to when."""

    cooperative = forms.TypedChoiceField(label=_("Cooperative"), coerce=UUID)
    field_order = ["cooperative"]

    def __init__(self, *args: Any, cooperatives: Sequence[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cooperative"].choices = [(str(one.ente_id), one.name) for one in cooperatives]  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    """The last day on which a role is held or a cooperative works with us."""

    last_day = DayField(label=_("Last day"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, typed: Any, *, of: Membership | Partnership) -> None:
        super().__init__(typed, initial={"version": of.version})
        self._version = of.version

    def clean_version(self) -> int:
        if self.cleaned_data["version"] != self._version:
            raise ValidationError(_("A colleague has changed this meanwhile. Read it again, then decide."))
        return self._version


class AcceptanceForm(forms.Form):
    """The password of somebody invited: a new one, or theirs if they are already known."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=passwords.LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person, self._known = person, known
        self.fields["password"].help_text = _(
            "At least %(length)d characters. If you already sign in with this e-mail, type that password."
        ) % {"length": passwords.ALONE}

    def clean_password(self) -> str:
        typed: str = self.cleaned_data["password"]
        return typed if self._known else passwords.checked_new(typed, self._person, with_factor=False)
