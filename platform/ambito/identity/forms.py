from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ambito.identity import fiscal_numbers, passwords
from ambito.identity.models import User


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=passwords.LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """A code of six digits from the app, or a recovery code of eight."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class FiscalNumberForm(forms.Form):
    fiscal_number = forms.CharField(
        label=_("Codice fiscale"),
        help_text=_("Yours, as on the health card: 16 letters and digits."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_fiscal_number(self) -> str:
        return fiscal_numbers.checked(self.cleaned_data["fiscal_number"])


class NewPasswordForm(forms.Form):
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, with_factor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        self._with_factor = with_factor
        self.fields["new"].help_text = _(
            "At least %(length)d characters. A short sentence that only you know works well."
        ) % {"length": passwords.WITH_FACTOR if with_factor else passwords.ALONE}

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        return passwords.checked_new(new, self._user, with_factor=self._with_factor)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "new" in values and values.get("again") != values["new"]:
            self.add_error("again", ValidationError(_("The two passwords are different. Type them again.")))
        return values
