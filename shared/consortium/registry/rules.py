"""Dates decide access: what a person is today is what a membership of theirs contains."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from consortium.registry.models import Membership


def held(memberships: QuerySet[Membership], on: date) -> QuerySet[Membership]:
    """Those that hold on a day in Rome."""
    return memberships.filter(during__contains=on)


def holds(membership: Membership, on: date) -> bool:
    """The same, for one at hand. Half-open: the upper day is the first without the role."""
    during = membership.during
    if during.isempty:
        return False
    return (during.lower is None or during.lower <= on) and (during.upper is None or on < during.upper)
