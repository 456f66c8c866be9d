"""An administrator's link: choose a password, once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ambito.identity import factors, operations, passwords
from ambito.identity.decorators import public
from ambito.identity.enums import LinkKind
from ambito.identity.errors import LinkRefused
from ambito.identity.forms import NewPasswordForm
from ambito.identity.responses import go
from ambito.tenancy.context import enter_function
from ambito.tenancy.routes import enters, seat_of_request


@enters(None)
@public
@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    ente_id = seat_of_request(request).ente_id
    with enter_function("signin"):
        found = operations.find_link(token, ente_id)
        if found is None or not operations.may_redeem(found):
            return _refused(request)
        with_factor = found.kind == LinkKind.PASSWORD and factors.has_any(found.user_id)
    form = NewPasswordForm(request.POST or None, user=found.user, with_factor=with_factor)
    if request.method != "POST" or not form.is_valid():
        return render(request, "identity/link.html", {"form": form}, status=422 if form.errors else 200)
    encoded = passwords.hashed(form.cleaned_data["new"])
    try:
        with enter_function("signin"):
            operations.redeem_link(token=token, ente_id=ente_id, password_hash=encoded)
    except LinkRefused:
        return _refused(request)
    return go(request, reverse("identity:sign_in"))


def _refused(request: HttpRequest) -> HttpResponse:
    sentence = _("This link has been used or is too old. Ask your administrator for a new one.")
    context = {"sentence": sentence, "back": reverse("identity:sign_in")}
    return render(request, "identity/sentence.html", context, status=403)
