from __future__ import annotations

from datetime import date, timedelta

from django import template
from django.db.backends.postgresql.psycopg_any import DateRange

register = template.Library()


@register.filter
def last_day_held(during: DateRange) -> date | None:
    """The last day inside half-open dates, None where there is no end."""
    return during.upper - timedelta(days=1) if during.upper else None
