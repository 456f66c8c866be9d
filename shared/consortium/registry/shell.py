"""What the frame of every page says about where we are and who is signed in."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ambito.access.enums import Role
from ambito.identity.middleware import inside
from ambito.identity.models import User
from ambito.tenancy.routes import seat_of_request
from ambito.web.hooks import Person, Place, PlaceLink
from consortium.registry.models import Profile
from consortium.registry.queries.enti import profile_kept, profile_of


def place(request: HttpRequest) -> Place | None:
    """The Ente of the host, also on pages that open no transaction."""
    seat = seat_of_request(request)
    profile = profile_kept(seat.ente_id) or _ask(request, seat.ente_id)
    if profile is None:
        return None
    prefix = _("Municipality of") if seat.kind == "town" else ""
    return Place(prefix, profile.name, profile.letters, profile.hue)


def _ask(request: HttpRequest, ente_id: UUID) -> Profile | None:
    with inside(request):
        try:
            return profile_of(ente_id)
        except Profile.DoesNotExist:
            return None


def places(request: HttpRequest) -> list[PlaceLink]:
    """One way to the other places of work; which they are, the Ente does not know."""
    if not signed_in(request):
        return []
    elsewhere = Place("", _("Other places of work"), "…", "t-00")
    return [PlaceLink(elsewhere, reverse("identity:places"))]


def person(request: HttpRequest) -> Person | None:
    user, actor = request.user, getattr(request, "actor", None)
    if not isinstance(user, User) or actor is None:
        return None
    initials = "".join(word[0] for word in user.name.split()[:2]).upper()
    return Person(user.name, initials, str(Role(actor.role).label), reverse("identity:factors"))


def signed_in(request: HttpRequest) -> bool:
    return isinstance(request.user, User)


def sign_in_url(request: HttpRequest) -> str:
    del request
    return reverse("identity:sign_in")
