from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consortium.exchange.enums import DeskReason


class DeskForm(forms.Form):
    """What the desk decides takes a coded reason: it must not write about anybody."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Reason"),
        widget=forms.RadioSelect,
        choices=DeskReason.choices,
        error_messages={"required": _("Choose the reason.")},
    )
