"""From the cookie to the person: session, user, roles of today, actor. Deny by default."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ambito.identity import sessions
from ambito.identity.decorators import READING, marked
from ambito.identity.enums import Kind, Outcome
from ambito.identity.hooks import memberships, today
from ambito.identity.models import Session
from ambito.identity.responses import drop_host_cookie
from ambito.identity.store import ACTING_ROLE, SessionStore
from ambito.identity.telling import tell
from ambito.tenancy.context import current_or_none, enter
from ambito.tenancy.errors import Unavailable
from ambito.tenancy.middleware import unavailable_page
from ambito.tenancy.routes import seat_of_request
from ambito.tenancy.seats import ActorRef

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class IdentityMiddleware:
    """Sets `request.user`, `.session`, `.roles` and `.actor`; refuses who may not be there."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _nobody(request)
        response = self.get_response(request)
        if request.session.modified:
            with inside(request):
                request.session.save()
        if request.refused_cookie:  # type: ignore[attr-defined]
            _forget(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        del args, kwargs
        token = request.COOKIES.get(sessions.COOKIE)
        if token:
            try:
                with inside(request):
                    _recognise(request, token, view)
            except Unavailable as refusal:
                return unavailable_page.only()(request, refusal.state)
        if marked(view, "ambito_public"):
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not request.roles:  # type: ignore[attr-defined]
            return render(request, "identity/no_place.html", status=403)
        return None


@contextmanager
def inside(request: HttpRequest) -> Iterator[None]:
    """The transaction of the view, or a short one of the Ente where the view has none."""
    if current_or_none() is not None:
        yield
        return
    with enter(seat_of_request(request)):
        yield


def _nobody(request: HttpRequest) -> None:
    request.session = SessionStore()
    request.user = AnonymousUser()
    request.roles = []  # type: ignore[attr-defined]
    request.actor = None  # type: ignore[attr-defined]
    request.refused_cookie = False  # type: ignore[attr-defined]


def _forget(response: HttpResponseBase) -> None:
    """Take back a cookie that opens nothing, unless the view has just given a new one."""
    if sessions.COOKIE not in response.cookies:
        drop_host_cookie(response, sessions.COOKIE)


def _recognise(request: HttpRequest, token: str, view: Callable[..., Any]) -> None:
    ente_id = seat_of_request(request).ente_id
    session = sessions.find(token, ente_id)
    if session is None:
        request.refused_cookie = True  # type: ignore[attr-defined]
        foreign = sessions.made_elsewhere(token, ente_id)
        tell(Kind.SESSION, Outcome.FOREIGN if foreign else Outcome.REFUSED, ente_id=ente_id)
        return
    passive = marked(view, "ambito_passive")
    idle = sessions.idle(session) if passive else sessions.seen(session)
    if marked(view, "ambito_protected") and idle > sessions.IDLE_ON_PROTECTED:
        sessions.close(session)
        return
    _welcome(request, session, SessionStore(session, idle))


def _welcome(request: HttpRequest, session: Session, store: SessionStore) -> None:
    request.session = store
    request.user = session.user
    roles = memberships.only().roles_of(session.user_id, session.ente_id, today())
    request.roles = roles  # type: ignore[attr-defined]
    if not roles:
        return
    chosen = store.get(ACTING_ROLE)
    role = chosen if chosen in roles else roles[0]
    request.actor = ActorRef(session.user_id, role, session.ente_id)  # type: ignore[attr-defined]
    entered = current_or_none()
    if entered is not None:
        entered.actor = request.actor  # type: ignore[attr-defined]


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page leads to the sign-in and back. What was being sent gets 401: the page keeps the typed text."""
    url = reverse("identity:sign_in")
    if request.method not in READING or request.headers.get("HX-Request") == "true":
        sentence = _("You are no longer signed in. Sign in again, then send once more.")
        return render(request, "identity/sentence.html", {"sentence": sentence, "back": url}, status=401)
    page = request.get_full_path()
    return HttpResponseRedirect(url if page == "/" else f"{url}?{urlencode({'next': page})}")
