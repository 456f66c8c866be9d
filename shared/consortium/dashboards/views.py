"""The consortium's page of figures: what was released of a month, by town."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ambito.access.decorators import requires
from consortium.dashboards.maps import map_of
from consortium.dashboards.measures import ORDINARY
from consortium.dashboards.queries import released_months, released_tables
from consortium.dashboards.tables import shown

MAPPED = "cases_open"
# Tables with so few columns stand beside each other.
NARROW = 2


@require_http_methods(["GET", "HEAD"])
@requires("stats_consortium")
def figures(request: HttpRequest) -> HttpResponse:
    """The newest released month, or the one asked for. Counts are never asked of the towns."""
    months = released_months()
    asked = _month(request.GET.get("mese", ""))
    month = asked if asked in months else next(iter(months), None)
    tables = [shown(table) for table in released_tables(month)] if month else []
    context = {
        "months": months,
        "month": month,
        "map": next((map_of(table) for table in tables if table.measure == MAPPED), None),
        "by_area": [table for table in tables if len(table.columns) > NARROW],
        "narrow": [table for table in tables if len(table.columns) <= NARROW],
        "threshold": ORDINARY,
        "invented": settings.AMBITO_DEMO,
    }
    return render(request, "dashboards/figures.html", context)


def _month(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
