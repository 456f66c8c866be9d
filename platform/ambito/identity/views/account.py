"""One's own factors and password, and the way out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ambito.identity import attempts, operations, passwords, sessions
from ambito.identity import factors as kept
from ambito.identity.decorators import confirmed, is_fresh, own, to_confirmation
from ambito.identity.enums import Kind, Outcome, Step
from ambito.identity.forms import NewPasswordForm
from ambito.identity.person import person_of
from ambito.identity.responses import drop_host_cookie, go, own_path, set_host_cookie
from ambito.identity.store import ACTING_ROLE
from ambito.identity.telling import tell
from ambito.tenancy.context import enter_function
from ambito.tenancy.routes import enters, seat_of_request


@enters("signin")
@own
@never_cache
@require_GET
def factors(request: HttpRequest) -> HttpResponse:
    return render(request, "identity/factors.html", {"factors": kept.of(person_of(request).pk)})


@enters("signin")
@own
@require_POST
def add_factor(request: HttpRequest) -> HttpResponse:
    """Begin making one more factor."""
    if not is_fresh(request):
        return _confirmation_for_factors(request)
    token = _attempt(request, Step.ADD)
    return _with_attempt(go(request, reverse("identity:enrol")), token)


@enters("signin")
@own
@require_POST
def remove_factor(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Take one factor away; the last one stays."""
    if not is_fresh(request):
        return _confirmation_for_factors(request)
    outcome = Outcome.ACCEPTED if kept.remove(person_of(request).pk, factor_id) else Outcome.REFUSED
    tell(Kind.FACTORS, outcome, ente_id=seat_of_request(request).ente_id, user_id=person_of(request).pk)
    return go(request, reverse("identity:factors"))


@enters("signin")
@own
@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of the old."""
    if not is_fresh(request):
        return _confirmation_for_factors(request)
    kept.recovery_codes(person_of(request), anew=True)
    return _with_attempt(go(request, reverse("identity:codes")), _attempt(request, Step.CODES))


@enters(None)
@own
@never_cache
@require_http_methods(["GET", "POST"])
@confirmed
def password(request: HttpRequest) -> HttpResponse:
    """Choose another password; every session ends, this one too."""
    form = NewPasswordForm(request.POST or None, user=person_of(request), with_factor=True)
    if request.method != "POST" or not form.is_valid():
        return render(request, "identity/password.html", {"form": form}, status=422 if form.errors else 200)
    encoded = passwords.hashed(form.cleaned_data["new"])
    with enter_function("signin"):
        operations.set_password(user_id=person_of(request).pk, password_hash=encoded)
        ente_id = seat_of_request(request).ente_id
        tell(Kind.PASSWORD, Outcome.ACCEPTED, ente_id=ente_id, user_id=person_of(request).pk)
    return go(request, reverse("identity:sign_in"))


@own
@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Choose among one's own roles here."""
    role = request.POST.get("role", "")
    if role in request.roles:  # type: ignore[attr-defined]
        request.session[ACTING_ROLE] = role
    return go(request, own_path(request.POST.get("next", "/")))


@own
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    ente_id = seat_of_request(request).ente_id
    tell(Kind.EXIT, Outcome.ACCEPTED, ente_id=ente_id, user_id=person_of(request).pk)
    request.session.delete()
    response = go(request, reverse("identity:sign_in"))
    drop_host_cookie(response, sessions.COOKIE)
    return response


def _confirmation_for_factors(request: HttpRequest) -> HttpResponse:
    return to_confirmation(request, reverse("identity:factors"))


def _attempt(request: HttpRequest, step: Step) -> str:
    ente_id = seat_of_request(request).ente_id
    return attempts.begin(ente_id=ente_id, step=step, user_id=person_of(request).pk)[1]


def _with_attempt(response: HttpResponse, token: str) -> HttpResponse:
    set_host_cookie(response, attempts.COOKIE, token, attempts.LIFETIME)
    return response
