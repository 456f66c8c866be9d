"""Who is already in proves again who they are, before an act that cannot be taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ambito.identity import factors, limits, oidc, passkeys, sessions
from ambito.identity.decorators import own
from ambito.identity.enums import Kind, Outcome
from ambito.identity.forms import CodeForm
from ambito.identity.person import open_row, person_of
from ambito.identity.responses import go, safe_next
from ambito.identity.telling import tell
from ambito.identity.views.factor import sentence
from ambito.tenancy.routes import enters, seat_of_request


@enters("signin")
@own
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = _judge(request, form.cleaned_data["code"])
        if outcome == Outcome.ACCEPTED:
            sessions.confirm(open_row(request).pk)
            return go(request, safe_next(request))
        form.add_error(None, sentence(outcome))
    context = {
        "form": form,
        "next": safe_next(request),
        "passkey": passkeys.here(passkeys.Site.of(request), person_of(request).pk),
        "ask": reverse("identity:passkey_ask"),
        "oidc": oidc.configured(),
    }
    return render(request, "identity/confirm.html", context, status=422 if form.errors else 200)


def _judge(request: HttpRequest, code: str) -> Outcome:
    user_id = person_of(request).pk
    if not limits.spend("factor", str(user_id)):
        outcome = Outcome.LIMITED
    elif factors.accept_code(user_id, code):
        limits.clear("factor", str(user_id))
        outcome = Outcome.ACCEPTED
    else:
        outcome = Outcome.REFUSED
    tell(Kind.CONFIRMATION, outcome, ente_id=seat_of_request(request).ente_id, user_id=user_id)
    return outcome
