"""The switcher: from the host of one Ente to another's with a single-use ticket."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ambito.identity import entrance, tickets
from ambito.identity.decorators import own, public
from ambito.identity.enums import Kind, Method, Outcome
from ambito.identity.hooks import Place, memberships, today
from ambito.identity.person import open_row, person_of
from ambito.identity.telling import tell
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.routes import enters, seat_of_request


@enters("signin")
@own
@never_cache
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Where else the person works. Asked of `signin`: an Ente knows only its own memberships."""
    here = seat_of_request(request).ente_id
    others = [place for place in _mine(request) if place.ente_id != here]
    return render(request, "identity/places.html", {"places": others})


@enters(None)
@own
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Write a ticket as the Ente that is left and lead to the other host.

    By a page and not by a redirect: `form-action 'self'` forbids a form to end on another host.
    """
    place = _place(request)
    seat = seat_of_request(request)
    with enter(seat, actor=request.actor):  # type: ignore[attr-defined]
        token = tickets.issue(session=open_row(request), to_ente_id=place.ente_id)
        tell(Kind.HOP, Outcome.ACCEPTED, ente_id=seat.ente_id, user_id=person_of(request).pk)
    port = request.get_host().partition(":")[2]
    host = f"{place.host}:{port}" if port else place.host
    url = f"{request.scheme}://{host}{reverse('identity:hop_arrive')}?{urlencode({'ticket': token})}"
    return render(request, "identity/hop_leave.html", {"place": place, "url": url})


@enters("signin")
@public
@never_cache
@require_http_methods(["GET", "POST"])
def arrive(request: HttpRequest) -> HttpResponse:
    """The ticket is spent by a POST of this very host; opening the page spends nothing."""
    if request.method != "POST":
        return render(request, "identity/hop_arrive.html", {"ticket": request.GET.get("ticket", "")})
    ente_id = seat_of_request(request).ente_id
    ticket = tickets.redeem(request.POST.get("ticket", ""), ente_id)
    if ticket is None:
        tell(Kind.HOP, Outcome.REFUSED, ente_id=ente_id)
        sentence = _("The passage has expired. Go back to the other Ente and pass again, or sign in here.")
        context = {"sentence": sentence, "back": reverse("identity:sign_in")}
        return render(request, "identity/sentence.html", context, status=403)
    return entrance.let_in(
        request, ticket.user, Method(ticket.method), next_path="/", signed_in_at=ticket.signed_in_at
    )


def _place(request: HttpRequest) -> Place:
    try:
        wanted = UUID(request.POST.get("ente", ""))
    except ValueError as error:
        raise Http404 from error
    with enter_function("signin"):
        mine = {place.ente_id: place for place in _mine(request)}
    if wanted not in mine or wanted == seat_of_request(request).ente_id:
        raise Http404
    return mine[wanted]


def _mine(request: HttpRequest) -> list[Place]:
    return memberships.only().places_of(person_of(request).pk, today())
