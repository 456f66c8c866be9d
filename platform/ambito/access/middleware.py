"""After identity: does the actor's role have what the view asks? Refusals are logged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ambito.access.decorators import MEMBER, required_by
from ambito.access.permissions import may
from ambito.audit.operations import record
from ambito.identity.decorators import marked
from ambito.tenancy.context import current_or_none, enter
from ambito.tenancy.routes import seat_of_request
from ambito.tenancy.seats import ActorRef

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AccessMiddleware:
    """Refuses with 403 what the permission matrix does not give, and what nobody decided."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        del args, kwargs
        if marked(view, "ambito_public"):
            return
        actor: ActorRef | None = getattr(request, "actor", None)
        asked = required_by(view)
        if actor is None or asked is None or (asked != MEMBER and not may(actor, asked)):
            _log(request, actor, asked)
            raise PermissionDenied


def _log(request: HttpRequest, actor: ActorRef | None, asked: str | None) -> None:
    """A refusal outlives the response: it is recorded even where the view has no transaction."""
    if actor is None:
        return
    detail = {"asked": asked or "undecided"}
    if current_or_none() is not None:
        record(kind="denied", by=actor, detail=detail)
        return
    with enter(seat_of_request(request), actor=actor):
        record(kind="denied", by=actor, detail=detail)
