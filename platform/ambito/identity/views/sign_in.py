"""E-mail and password. Whoever does not exist gets the same sentence after the same work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ambito.identity import attempts, factors, limits, oidc, passwords, queries
from ambito.identity.decorators import public
from ambito.identity.enums import Kind, Outcome, Step
from ambito.identity.forms import SignInForm
from ambito.identity.models import User
from ambito.identity.responses import go, own_path, safe_next, set_host_cookie
from ambito.identity.telling import tell
from ambito.tenancy.context import enter_function
from ambito.tenancy.routes import enters, seat_of_request


@enters(None)
@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.method == "GET":
        return go(request, safe_next(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _judge(request, form)
    return _page(request, form)


def _judge(request: HttpRequest, form: SignInForm) -> HttpResponse:
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    ente_id = seat_of_request(request).ente_id
    with enter_function("signin"):
        user, encoded = queries.password_hash_of(email)
        if not limits.spend("password", email):
            tell(Kind.PASSWORD, Outcome.LIMITED, ente_id=ente_id, user_id=user.pk if user else None)
            return _limited(request, form)
    right = passwords.verified(password, encoded)
    with enter_function("signin"):
        outcome = Outcome.ACCEPTED if right else Outcome.REFUSED
        tell(Kind.PASSWORD, outcome, ente_id=ente_id, user_id=user.pk if user else None)
        if right and user is not None:
            return _on_to_factor(request, user)
    form.add_error(None, _("The e-mail or the password is wrong. Check both and try again."))
    return _page(request, form, status=422)


def _on_to_factor(request: HttpRequest, user: User) -> HttpResponse:
    step = Step.FACTOR if factors.has_any(user.pk) else Step.ENROL
    token = attempts.begin(
        ente_id=seat_of_request(request).ente_id,
        step=step,
        user_id=user.pk,
        next_path=own_path(request.POST.get("next", "/")),
    )[1]
    response = go(request, reverse("identity:factor" if step == Step.FACTOR else "identity:enrol"))
    set_host_cookie(response, attempts.COOKIE, token, attempts.LIFETIME)
    return response


def _limited(request: HttpRequest, form: SignInForm) -> HttpResponse:
    form.add_error(
        None, _("Too many tries. Wait a quarter of an hour, or ask your administrator for a link.")
    )
    return _page(request, form, status=429)


def _page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": safe_next(request), "oidc": oidc.configured()}
    return render(request, "identity/sign_in.html", context, status=status)
