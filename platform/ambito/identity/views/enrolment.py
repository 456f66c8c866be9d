"""Making a second factor. Nobody who works here gets in without one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ambito.identity import entrance, factors
from ambito.identity.decorators import public
from ambito.identity.enums import Kind, Method, Outcome, Step
from ambito.identity.forms import CodeForm
from ambito.identity.models import Attempt
from ambito.identity.responses import go
from ambito.identity.sealing import seal, unseal
from ambito.identity.telling import tell
from ambito.tenancy.routes import enters

PURPOSE = "enrolment"


@enters("signin")
@public
@never_cache
@require_GET
def enrol(request: HttpRequest) -> HttpResponse:
    """The choice between a passkey and an app that shows codes."""
    attempt = enrolling(request)
    if attempt is None:
        return go(request, reverse("identity:sign_in"))
    return render(request, "identity/enrol.html", {"make": reverse("identity:passkey_make")})


@enters("signin")
@public
@never_cache
@require_http_methods(["GET", "POST"])
def enrol_app(request: HttpRequest) -> HttpResponse:
    """An app that shows codes: its secret is shown once, and the first code proves that it arrived."""
    attempt = enrolling(request)
    if attempt is None or attempt.user is None:
        return go(request, reverse("identity:sign_in"))
    form = CodeForm(request.POST or None)
    secret = _secret(attempt)
    if request.method == "POST" and form.is_valid():
        if factors.add_totp(attempt.user, secret, form.cleaned_data["code"]):
            return enrolled(request, attempt)
        form.add_error("code", _("This code is wrong. Wait for the next one in the app and type that."))
    side, squares = factors.qr_squares(factors.otpauth_uri(attempt.user, secret))
    context = {"form": form, "secret": secret, "side": side, "squares": squares}
    return render(request, "identity/enrol_app.html", context, status=422 if form.errors else 200)


@enters("signin")
@public
@never_cache
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes, shown once; who has saved them goes on."""
    attempt = entrance.present_attempt(request, Step.CODES)
    if attempt is None or attempt.user is None:
        return go(request, reverse("identity:sign_in"))
    if request.method == "POST":
        return _done(request, attempt)
    return render(request, "identity/codes.html", {"codes": factors.recovery_codes(attempt.user)})


def enrolling(request: HttpRequest) -> Attempt | None:
    """The attempt that may make a factor now: the first one, or one more of somebody signed in."""
    attempt = entrance.present_attempt(request, Step.ENROL, Step.ADD)
    if attempt is None or attempt.user_id is None:
        return None
    if attempt.step == Step.ADD:
        return attempt if request.user.pk == attempt.user_id else None
    return None if factors.has_any(attempt.user_id) else attempt


def enrolled(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """On to the recovery codes."""
    tell(Kind.FACTORS, Outcome.ACCEPTED, ente_id=attempt.ente_id, user_id=attempt.user_id)
    attempt.ceremony = {"method": Method.CODE}
    attempt.step = Step.CODES
    attempt.save(update_fields=["step", "ceremony"])
    return go(request, reverse("identity:codes"))


def _done(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    if request.user.pk != attempt.user_id:
        return entrance.complete(request, attempt, Method.CODE)
    attempt.delete()
    return go(request, reverse("identity:factors"))


def _secret(attempt: Attempt) -> str:
    if "totp" not in attempt.ceremony:
        attempt.ceremony = {"totp": seal(factors.new_secret(), purpose=PURPOSE)}
        attempt.save(update_fields=["ceremony"])
    return unseal(attempt.ceremony["totp"], purpose=PURPOSE)
