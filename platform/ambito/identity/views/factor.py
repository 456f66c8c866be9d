"""The second factor of a sign-in: a code from the app, a recovery code, or a passkey."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ambito.identity import entrance, factors, limits, passkeys
from ambito.identity.decorators import public
from ambito.identity.enums import Kind, Method, Outcome, Step
from ambito.identity.forms import CodeForm
from ambito.identity.models import Attempt
from ambito.identity.responses import go
from ambito.identity.telling import tell
from ambito.tenancy.routes import enters


@enters("signin")
@public
@never_cache
@require_http_methods(["GET", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    attempt = entrance.present_attempt(request, Step.FACTOR)
    if attempt is None or attempt.user_id is None:
        return go(request, reverse("identity:sign_in"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = judge_code(attempt, form.cleaned_data["code"])
        if outcome == Outcome.ACCEPTED:
            return entrance.complete(request, attempt, Method.CODE)
        form.add_error(None, sentence(outcome))
    context = {
        "form": form,
        "next": attempt.next_path,
        "app": factors.has_app(attempt.user_id),
        "passkey": passkeys.here(passkeys.Site.of(request), attempt.user_id),
        "ask": reverse("identity:passkey_ask"),
    }
    return render(request, "identity/factor.html", context, status=422 if form.errors else 200)


def judge_code(attempt: Attempt, code: str) -> Outcome:
    """Count the try, judge the code, tell the log."""
    user_id = attempt.user_id
    if user_id is None:
        return Outcome.REFUSED
    if not limits.spend("factor", str(user_id)):
        outcome = Outcome.LIMITED
    else:
        outcome = Outcome.ACCEPTED if factors.accept_code(user_id, code) else Outcome.REFUSED
    tell(Kind.FACTOR, outcome, ente_id=attempt.ente_id, user_id=user_id)
    return outcome


def sentence(outcome: Outcome) -> str:
    """What to tell somebody whose code was not accepted."""
    if outcome == Outcome.LIMITED:
        return _("Too many tries. Wait a quarter of an hour, or ask your administrator for a link.")
    return _("This code is wrong. Wait for the next one in the app and type that.")
