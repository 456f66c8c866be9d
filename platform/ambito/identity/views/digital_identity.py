"""SPID and CIE: to the provider and back. The provider is called outside of any transaction."""

from __future__ import annotations

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ambito.identity import attempts, entrance, oidc, queries, sessions
from ambito.identity.decorators import public
from ambito.identity.enums import Kind, Method, Outcome, Step
from ambito.identity.errors import OidcRefused
from ambito.identity.models import Attempt, User
from ambito.identity.person import session_row
from ambito.identity.responses import go, safe_next, set_host_cookie
from ambito.identity.telling import tell
from ambito.tenancy.context import enter_function
from ambito.tenancy.routes import enters, seat_of_request


@enters(None)
@public
@never_cache
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Send the person to the provider; who is already in is asked to authenticate anew."""
    if not oidc.configured():
        raise Http404
    inside = request.user.is_authenticated
    asked = oidc.new_request(request.build_absolute_uri(reverse("identity:oidc_return")))
    try:
        url = oidc.authorization_url(asked, again=inside)
    except OidcRefused as refusal:
        return _refused(request, refusal.reason)
    with enter_function("signin"):
        token = attempts.begin(
            ente_id=seat_of_request(request).ente_id,
            step=Step.OIDC,
            user_id=request.user.pk if inside else None,
            next_path=safe_next(request),
            ceremony=asdict(asked),
        )[1]
    response = go(request, url)
    set_host_cookie(response, attempts.COOKIE, token, attempts.LIFETIME)
    return response


@enters(None)
@public
@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Judge what the provider says and let the person in."""
    with enter_function("signin"):
        attempt = entrance.present_attempt(request, Step.OIDC)
        asked = attempts.take_ceremony(attempt) if attempt else {}
    if attempt is None or not asked:
        return _refused(request, "state")
    try:
        number = oidc.fiscal_number_of(oidc.Request(**asked), request.GET.dict())
    except OidcRefused as refusal:
        return _refused(request, refusal.reason)
    with enter_function("signin"):
        user = queries.user_by_fiscal_number(number)
        if user is not None:
            return _recognised(request, attempt, user)
    return _refused(request, "unknown")


def _recognised(request: HttpRequest, attempt: Attempt, user: User) -> HttpResponse:
    tell(Kind.OIDC, Outcome.ACCEPTED, ente_id=attempt.ente_id, user_id=user.pk)
    if attempt.user_id is None:
        attempt.user = user
        return entrance.complete(request, attempt, Method.OIDC)
    row = session_row(request)
    attempt.delete()
    if row is None or not attempt.user_id == user.pk == row.user_id:
        return _page(request, "other")
    sessions.confirm(row.pk)
    return go(request, attempt.next_path or "/")


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    with enter_function("signin"):
        tell(Kind.OIDC, Outcome.REFUSED, ente_id=seat_of_request(request).ente_id)
    return _page(request, reason)


def _page(request: HttpRequest, reason: str) -> HttpResponse:
    sentences = {
        "level": _("The identity you used is of level 1. Sign in again with SPID or CIE of level 2."),
        "unknown": _(
            "Your digital identity is right, but nobody here is registered with it. Ask your administrator."
        ),
        "cancelled": _("You did not finish signing in. You can try again."),
        "provider": _("SPID and CIE do not answer now. Try again later, or use password and code."),
        "other": _("This is somebody else's digital identity. Use your own."),
    }
    general = _("The answer from SPID or CIE is not valid. Sign in again from this page.")
    context = {"sentence": sentences.get(reason, general), "back": reverse("identity:sign_in")}
    return render(request, "identity/sentence.html", context, status=403)
