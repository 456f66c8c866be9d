"""The people of an Ente for whoever administers them, the same on every host."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.identity.decorators import confirmed
from ambito.identity.enums import LinkKind
from ambito.identity.operations import LINK_LIFETIME, issue_link
from ambito.identity.person import person_of
from ambito.web.messages import say
from consortium.registry import operations
from consortium.registry.errors import InvitationRefused
from consortium.registry.forms import InvitationForm, LastDayForm
from consortium.registry.queries import invitations, memberships


@require_safe
@requires("people_admin")
def people(request: HttpRequest) -> HttpResponse:
    context = {
        "memberships": memberships.held_here(timezone.localdate()),
        "invitations": invitations.made_here(),
        "me": person_of(request).pk,
    }
    return render(request, "registry/people.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@requires("people_admin")
@confirmed
def invite(request: HttpRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None, roles=memberships.roles_given_by_hand())
    if not form.is_valid():
        return render(request, "registry/invite.html", {"form": form}, status=422 if form.is_bound else 200)
    chosen = form.cleaned_data
    token = operations.invite(
        email=chosen["email"],
        name=chosen["name"],
        role=chosen["role"],
        during=chosen["during"],
        by=actor_of(request),
    )
    return _handed(request, chosen["name"], token)


@never_cache
@require_http_methods(["GET", "POST"])
@requires("people_admin")
@confirmed
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asked first: a new link ends the old one."""
    invitation = invitations.access_invitation(pk=pk)
    if request.method != "POST":
        return render(request, "registry/renew.html", {"invitation": invitation})
    try:
        token = operations.renew(invitation=invitation, by=actor_of(request))
    except InvitationRefused:
        say(request, "registry.too_late")
        return redirect("registry:people")
    return _handed(request, invitation.name, token)


def _handed(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """The link is shown this once: it is nowhere to be read again."""
    path = reverse("registry:accept", args=[token])
    context = {"name": name, "link": request.build_absolute_uri(path)}
    return render(request, "registry/invited.html", {**context, "days": operations.INVITATION_LIFETIME.days})


@require_POST
@requires("people_admin")
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    operations.withdraw(invitation=invitations.access_invitation(pk=pk), by=actor_of(request))
    say(request, "registry.withdrawn")
    return redirect("registry:people")


@require_http_methods(["GET", "POST"])
@requires("people_admin")
def end_membership(request: HttpRequest, pk: UUID) -> HttpResponse:
    me, today, lock = person_of(request).pk, timezone.localdate(), request.method == "POST"
    membership = memberships.access_membership(pk=pk, me=me, on=today, lock=lock)
    form = LastDayForm(request.POST or None, of=membership)
    if form.is_valid():
        last_day = form.cleaned_data["last_day"]
        operations.end_membership(membership=membership, last_day=last_day, by=actor_of(request))
        say(request, "registry.ended")
        return redirect("registry:people")
    context = {"form": form, "membership": membership}
    return render(request, "registry/end_membership.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@requires("people_admin")
@confirmed
def password_link(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Asked first, then shown once: the link is nowhere to be read again."""
    me = person_of(request).pk
    person = memberships.access_colleague(user_id=user_id, me=me, on=timezone.localdate())
    link = ""
    if request.method == "POST":
        token = issue_link(user=person, kind=LinkKind.PASSWORD, by=actor_of(request))
        link = request.build_absolute_uri(reverse("identity:link", args=[token]))
    context = {"person": person, "link": link, "hours": int(LINK_LIFETIME.total_seconds() // 3600)}
    return render(request, "registry/password_link.html", context)
