"""The only place where a session begins: both factors shown, a role held here today. Only as `signin`."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ambito.identity import attempts, limits, sessions
from ambito.identity.enums import Kind, Method, Outcome, Step
from ambito.identity.hooks import memberships, today
from ambito.identity.models import Attempt, User
from ambito.identity.responses import drop_host_cookie, go, set_host_cookie
from ambito.identity.telling import tell
from ambito.tenancy.routes import seat_of_request


def let_in(
    request: HttpRequest, user: User, method: Method, *, next_path: str, signed_in_at: datetime | None = None
) -> HttpResponse:
    """Open a session and send the person on, or say that they have no role here today."""
    ente_id = seat_of_request(request).ente_id
    if not memberships.only().roles_of(user.pk, ente_id, today()):
        tell(Kind.ENTRY, Outcome.NO_PLACE, ente_id=ente_id, user_id=user.pk)
        return render(request, "identity/no_place.html", status=403)
    _close_present(request)
    token = sessions.open_session(user=user, ente_id=ente_id, method=method, signed_in_at=signed_in_at)[1]
    tell(Kind.ENTRY, Outcome.ACCEPTED, ente_id=ente_id, user_id=user.pk)
    response = go(request, next_path or "/")
    set_host_cookie(response, sessions.COOKIE, token)
    return response


def complete(request: HttpRequest, attempt: Attempt, method: Method) -> HttpResponse:
    """Let in the person of a finished attempt and forget their tries."""
    user = attempt.user
    if user is None:
        raise ValueError("an attempt without a person was never finished")
    limits.clear("password", user.email)
    limits.clear("factor", str(user.pk))
    attempt.delete()
    response = let_in(request, user, method, next_path=attempt.next_path)
    drop_host_cookie(response, attempts.COOKIE)
    return response


def present_attempt(request: HttpRequest, *steps: Step) -> Attempt | None:
    """The unfinished sign-in of this browser on this host, when it stands at one of `steps`."""
    token = request.COOKIES.get(attempts.COOKIE)
    return attempts.find(token, seat_of_request(request).ente_id, *steps) if token else None


def _close_present(request: HttpRequest) -> None:
    """A session that the browser still had does not survive the new one."""
    token = request.COOKIES.get(sessions.COOKIE)
    present = sessions.find(token, seat_of_request(request).ente_id) if token else None
    if present is not None:
        sessions.close(present)
