"""What the pages that write have in common."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from ambito.tenancy.context import current_seat
from consortium.registry.queries.enti import sister_towns


class MoveForm(forms.Form):
    """A button: which version it was shown with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def keepers() -> list[tuple[str, str]]:
    """Who may keep a page: a town itself alone, the consortium also one of its towns."""
    here = current_seat()
    mine = [(str(here.ente_id), _("This office"))]
    if here.kind != "consortium":
        return mine
    return [*mine, *((str(town.ente_id), town.name) for town in sister_towns())]


def told(form: forms.Form) -> int:
    return 422 if form.is_bound else 200
