"""By which codice fiscale SPID and CIE recognise the person who is in.

Only the person records it, after proving again who they are. Whoever writes a codice fiscale here lets its
owner into the account: an administrator who could write it for others could write their own and become them.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ambito.identity import limits, operations, queries
from ambito.identity.decorators import confirmed, own
from ambito.identity.enums import Kind, Outcome
from ambito.identity.errors import FiscalNumberTaken
from ambito.identity.forms import FiscalNumberForm
from ambito.identity.person import person_of
from ambito.identity.responses import go
from ambito.identity.telling import tell
from ambito.tenancy.routes import enters, seat_of_request


@enters("signin")
@own
@never_cache
@require_http_methods(["GET", "POST"])
@confirmed
def recognition(request: HttpRequest) -> HttpResponse:
    form = FiscalNumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _recorded(request, form):
        return go(request, reverse("identity:recognition"))
    context = {"form": form, "recorded": queries.has_fiscal_number(person_of(request).pk)}
    return render(request, "identity/recognition.html", context, status=422 if form.errors else 200)


def _recorded(request: HttpRequest, form: FiscalNumberForm) -> bool:
    """Tries are counted: this must not become a way to ask whose codice fiscale is known here."""
    user_id, ente_id = person_of(request).pk, seat_of_request(request).ente_id
    if not limits.spend("fiscal_number", str(user_id)):
        form.add_error(None, _("Too many tries. Wait a quarter of an hour, then try again."))
        return False
    try:
        operations.set_fiscal_number(
            user_id=user_id, fiscal_number=form.cleaned_data["fiscal_number"], ente_id=ente_id
        )
    except FiscalNumberTaken:
        tell(Kind.DIGITAL, Outcome.REFUSED, ente_id=ente_id, user_id=user_id)
        form.add_error("fiscal_number", _("It cannot be recorded. If it is yours, tell your administrator."))
    return not form.errors
