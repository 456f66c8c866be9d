"""Finding a service when somebody is to be sent to the right place, and the page to hand over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ambito.access.actors import actor_of, allows
from ambito.access.decorators import requires
from consortium.network import queries
from consortium.network.enums import MACHINE, VERBS
from consortium.network.forms import SearchForm
from consortium.network.models import Service
from consortium.network.rules import WRITE, keeps
from consortium.network.searching import find
from consortium.registry.queries.enti import names_of_enti, sister_towns

PAGE = 20
# Whoever types words looks at the first ones.
MOST_BY_WORDS = 50
# What fits below a field on a page about something else.
IN_A_FRAGMENT = 6


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory_read")
def search(request: HttpRequest) -> HttpResponse:
    """Services of all bodies."""
    return render(request, "network/search.html", {**found(request), "may_write": allows(request, WRITE)})


@require_POST
@requires("directory_read")
def fragment(request: HttpRequest) -> HttpResponse:
    """The first hits, for a page about a person: what is typed there stays out of addresses."""
    form = SearchForm(request.POST, towns=sister_towns())
    cards = queries.cards(find(form.asked)[:IN_A_FRAGMENT], timezone.now())
    return render(request, "network/hits.html", {"cards": cards})


@require_safe
@requires("directory_read")
def service(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    row = queries.access_service(pk=pk, by=actor)
    mine = keeps(row, actor)
    moves = MACHINE.offered(row.state, "keeper") if mine else []
    context = {
        **shown(row),
        "mine": mine,
        "moves": [{"name": move.name, "verb": VERBS[move.name]} for move in moves],
        "stale": timezone.localdate() - row.checked_on > queries.STALE,
    }
    return render(request, "network/service.html", context)


@require_safe
@requires("directory_read")
def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One plain page to print and hand over."""
    row = queries.access_service(pk=pk, by=actor_of(request))
    return render(request, "network/sheet.html", shown(row))


def shown(row: Service) -> dict[str, Any]:
    """What every page about one service reads."""
    return {
        "card": queries.card(row, timezone.now()),
        "service": row,
        "names": names_of_enti([row.keeper_id, *row.towns]),
    }


def found(request: HttpRequest) -> dict[str, Any]:
    """The first hits for what was sent; page by page where only filters are asked for.

    By POST: somebody may type a name, and words that are typed stay out of addresses.
    """
    sent = request.method == "POST"
    form = SearchForm(request.POST if sent else _filters(request), towns=sister_towns())
    pks = find(form.asked)
    page = Paginator(pks, MOST_BY_WORDS if sent else PAGE).get_page(request.GET.get("page"))
    cards = queries.cards(page.object_list, timezone.now())
    return {"form": form, "cards": cards, "page": page, "paged": not sent}


def _filters(request: HttpRequest) -> QueryDict:
    filters = request.GET.copy()
    filters.pop("q", None)
    return filters
