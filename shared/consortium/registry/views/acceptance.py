"""Somebody invited takes the role: with a new password, or by proving that they are who is already known."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ambito.identity import joining
from ambito.identity.decorators import public
from ambito.identity.errors import JoiningRefused
from ambito.identity.models import User
from ambito.identity.responses import go
from ambito.tenancy.context import enter
from ambito.tenancy.routes import enters, seat_of_request
from consortium.registry import operations
from consortium.registry.errors import InvitationRefused
from consortium.registry.forms import AcceptanceForm
from consortium.registry.models import Invitation
from consortium.registry.queries import invitations


@enters(None)
@public
@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    with enter(seat_of_request(request)):
        invitation = invitations.invitation_of(token)
    if invitation is None:
        return _refused(request)
    form = _form(request, invitation)
    if form.is_valid():
        try:
            _join(request, token, invitation, form.cleaned_data["password"])
        except InvitationRefused:
            return _refused(request)
        except JoiningRefused as refusal:
            form.add_error("password", refusal.sentence)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return go(request, reverse("identity:sign_in"))
    context = {"form": form, "invitation": invitation}
    return render(request, "registry/accept.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, invitation: Invitation) -> AcceptanceForm:
    person = User(email=invitation.email, name=invitation.name)
    known = request.method == "POST" and joining.is_known(invitation.email)
    return AcceptanceForm(request.POST or None, person=person, known=known)


def _join(request: HttpRequest, token: str, invitation: Invitation, password: str) -> None:
    seat = seat_of_request(request)
    user_id = joining.person_with(
        email=invitation.email, name=invitation.name, password=password, ente_id=seat.ente_id
    )
    with enter(seat):
        operations.accept(token=token, user_id=user_id)


def _refused(request: HttpRequest) -> HttpResponse:
    sentence = _("This invitation has been used or is no longer valid. Ask your administrator for a new one.")
    context = {"sentence": sentence, "back": reverse("identity:sign_in")}
    return render(request, "identity/sentence.html", context, status=403)
