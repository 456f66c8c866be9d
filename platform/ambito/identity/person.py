"""Who is signed in, for views that only people signed in reach."""

from __future__ import annotations

from django.http import HttpRequest

from ambito.identity.models import Session, User
from ambito.identity.store import SessionStore


def person_of(request: HttpRequest) -> User:
    """The user of a member's request."""
    if not isinstance(request.user, User):
        raise TypeError("nobody is signed in")
    return request.user


def session_row(request: HttpRequest) -> Session | None:
    """The row of the open session, or None."""
    store = request.session
    return store.row if isinstance(store, SessionStore) else None


def open_row(request: HttpRequest) -> Session:
    """The row of a member's session."""
    row = session_row(request)
    if row is None:
        raise TypeError("nobody is signed in")
    return row
