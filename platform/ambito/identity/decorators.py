"""What a view asks of the person. Without a word, every view asks for a member of the Ente signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from ambito.identity.person import session_row
from ambito.identity.responses import go

View = TypeVar("View", bound=Callable[..., Any])

# The form is opened within five minutes of the proof and may be sent within twenty: typed text is not lost.
FRESH_TO_OPEN = timedelta(minutes=5)
FRESH_TO_SEND = timedelta(minutes=20)
READING = {"GET", "HEAD", "OPTIONS"}


def public(view: View) -> View:
    """Open to everybody, signed in or not."""
    return _marked(view, "ambito_public")


def protected(view: View) -> View:
    """Shows protected data: who was away for a quarter of an hour signs in again."""
    return _marked(view, "ambito_protected")


def passive(view: View) -> View:
    """Called by the page itself, not by the person: does not count as being there."""
    return _marked(view, "ambito_passive")


def own(view: View) -> View:
    """One's own account and places: for everybody with a role here today, whatever the role may do."""
    view.ambito_requires = "member"  # type: ignore[attr-defined]
    return view


def marked(view: Callable[..., Any], mark: str) -> bool:
    """Whether a resolved view carries a mark, looking through class-based views."""
    target: Any = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    return bool(getattr(view, mark, getattr(target, mark, False)))


def confirmed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For sensitive acts: the person has just proved again who they are, or is asked to."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if is_fresh(request) else to_confirmation(request)

    return asking


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person proved who they are recently enough for this request."""
    row = session_row(request)
    if row is None or row.confirmed_at is None:
        return False
    limit = FRESH_TO_OPEN if request.method in READING else FRESH_TO_SEND
    return timezone.now() - row.confirmed_at < limit


def to_confirmation(request: HttpRequest, back: str = "") -> HttpResponse:
    """The page that asks again who they are, and leads `back`: here, unless said otherwise."""
    query = urlencode({"next": back or request.get_full_path()})
    return go(request, f"{reverse('identity:confirm')}?{query}")


def _marked(view: View, mark: str) -> View:
    setattr(view, mark, True)
    return view
