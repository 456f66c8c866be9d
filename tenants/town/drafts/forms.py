"""What the page sends by itself."""

from __future__ import annotations

from django import forms
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

LONGEST = 100_000


class DropForm(forms.Form):
    draft = forms.UUIDField()


class KeepForm(DropForm):
    page = forms.CharField(max_length=200)
    said = forms.CharField(
        max_length=LONGEST,
        strip=False,
        error_messages={"max_length": _("The text is too long to be kept as a draft: save it.")},
    )

    def clean_page(self) -> str:
        page: str = self.cleaned_data["page"]
        try:
            resolve(page.partition("?")[0])
        except Resolver404:
            raise forms.ValidationError(_("This page does not exist.")) from None
        return page
