from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ambito.web.days import DayField
from consortium.catalogue.queries import choices
from consortium.pool.models import Allocation
from consortium.pool.rules import ROLES
from consortium.registry.models import Profile
from consortium.workforce.asking import DatedForm, HoursField, product_areas
from consortium.workforce.models import Worker


def shared_profiles() -> list[tuple[str, str]]:
    return [pair for pair in choices("professional_profiles") if pair[0] in ROLES]


def shared(workers: Sequence[Worker]) -> list[Worker]:
    """Those whose profession is shared among towns."""
    return [worker for worker in workers if worker.profile in ROLES]


class AgreementForm(DatedForm):
    """A town agrees hours of a profession."""

    town = forms.TypedChoiceField(label=_("Town"), coerce=UUID)
    profile = forms.ChoiceField(label=_("Profession"), choices=shared_profiles)
    weekly_minutes = HoursField(label=_("Hours a week"))
    field_order = ["town", "profile", "weekly_minutes", "first", "last"]

    def __init__(self, *args: object, towns: Sequence[Profile], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["town"].choices = [(str(town.ente_id), town.name) for town in towns]  # type: ignore[attr-defined]


class AllocationForm(DatedForm):
    """Hours of a professional in a town."""

    worker = forms.TypedChoiceField(label=_("Professional"), coerce=UUID)
    town = forms.TypedChoiceField(label=_("Town"), coerce=UUID)
    area = forms.ChoiceField(label=_("Area"), choices=product_areas)
    weekly_minutes = HoursField(label=_("Hours a week"))
    field_order = ["worker", "town", "area", "weekly_minutes", "first", "last"]

    def __init__(
        self, *args: object, towns: Sequence[Profile], workers: Sequence[Worker], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["town"].choices = [(str(town.ente_id), town.name) for town in towns]  # type: ignore[attr-defined]
        pooled = shared(workers)
        self.fields["worker"].choices = [(str(worker.pk), worker.name) for worker in pooled]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of work."""

    last_day = DayField(label=_("Last day of work in the town"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, allocation: Allocation) -> EndForm:
        return cls(initial={"version": allocation.version})
