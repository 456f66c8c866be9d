"""Hours, last days and codes as people read them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django import template
from django.db.backends.postgresql.psycopg_any import DateRange

from consortium.catalogue.queries import code

register = template.Library()


@register.filter
def as_hours(minutes: int) -> str:
    """`7:30` out of 450."""
    sign = "−" if minutes < 0 else ""  # noqa: RUF001 - the minus of a figure
    return f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


@register.filter
def last_day(during: DateRange) -> date | None:
    """The last day inside half-open dates."""
    return during.upper - timedelta(days=1) if during.upper else None


@register.filter
def label(value: str, name: str) -> str:
    """The words of a code of a list: `{{ worker.profile|label:"professional_profiles" }}`."""
    return code(name, value).label() if value else ""


@register.filter
def named(ente_id: UUID, names: dict[UUID, str]) -> str:
    """The name of an Ente out of `names`."""
    return names.get(ente_id, "")
