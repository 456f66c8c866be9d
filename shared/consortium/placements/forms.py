from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ambito.web.days import DayField
from consortium.placements.enums import REASONS
from consortium.registry.models import Profile
from consortium.workforce.asking import DatedForm, HoursField, product_areas, professions
from consortium.workforce.models import Worker

# The moves that ask for more than a reason.
WITH_A_WORKER = frozenset({"designate", "substitute_in"})


class RequestForm(DatedForm):
    """A town asks a cooperative for hours of a profession."""

    cooperative = forms.TypedChoiceField(label=_("Cooperative"), coerce=UUID)
    profile = forms.ChoiceField(label=_("Profession"), choices=professions)
    area = forms.ChoiceField(label=_("Area"), choices=product_areas)
    weekly_minutes = HoursField(label=_("Hours a week"))
    field_order = ["cooperative", "profile", "area", "weekly_minutes", "first", "last"]

    def __init__(self, *args: Any, cooperatives: Sequence[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cooperative"].choices = [(str(one.ente_id), one.name) for one in cooperatives]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """What one move of a placement asks: a reason, a worker, a day, or only to be sure."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, move: str, workers: Sequence[Worker] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if move in WITH_A_WORKER:
            named = [(str(worker.pk), worker.name) for worker in workers]
            self.fields["worker"] = forms.TypedChoiceField(label=_("Worker"), coerce=UUID, choices=named)
        if move == "substitute_in":
            self.fields["first_day"] = DayField(label=_("First day of the substitute"))
        if move == "give_notice":
            self.fields["last_day"] = DayField(label=_("Last day of work in the town"))
        if move in REASONS:
            fit = [(reason.value, reason.label) for reason in REASONS[move]]
            self.fields["reason"] = forms.ChoiceField(
                label=_("Reason"), choices=fit, widget=forms.RadioSelect
            )
