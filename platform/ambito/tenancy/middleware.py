"""The outermost middleware that talks to the database: host → seat → one town transaction around the view."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, set_urlconf

from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.errors import TenancyError, Unavailable
from ambito.tenancy.hooks import Hook
from ambito.tenancy.hosts import seat_for_host
from ambito.tenancy.routes import Entry, entry_of
from ambito.tenancy.seats import Seat

GetResponse = Callable[[HttpRequest], HttpResponseBase]
unavailable_page: Hook[Callable[[HttpRequest, str], HttpResponse]] = Hook("tenancy.unavailable_page")


class TownMiddleware:
    """Enters the Ente of the host as the view declares; rolls back on status 500 and above."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        seat = self._seat(request)
        request.seat = seat  # type: ignore[attr-defined]
        request.urlconf = settings.AMBITO_URLCONFS[seat.kind]
        set_urlconf(request.urlconf)
        entry = _entry(request)
        if entry is None:
            return self.get_response(request)
        try:
            with _entering(entry, seat):
                return _settled(self.get_response(request))
        except Unavailable as refusal:
            return unavailable_page.only()(request, refusal.state)

    def _seat(self, request: HttpRequest) -> Seat:
        try:
            seat = seat_for_host(request.get_host())
        except DisallowedHost as error:
            raise Http404("no such host") from error
        if seat is None:
            raise Http404("no such host")
        return seat


def _entry(request: HttpRequest) -> Entry | None:
    """None for an unknown path as well: its 404 needs no database."""
    try:
        match = resolve(request.path_info, request.urlconf)
    except Resolver404:
        return None
    return entry_of(match.func)


def _entering(entry: Entry, seat: Seat) -> AbstractContextManager[Any]:
    return enter(seat) if entry == "ente" else enter_function("signin")


def _settled(response: HttpResponseBase) -> HttpResponseBase:
    """Refuse to stream from the database after its transaction, undo everything on a server error."""
    if response.streaming and getattr(response, "file_to_stream", None) is None:
        raise TenancyError("nothing streams after the town transaction")
    if response.status_code >= 500:  # noqa: PLR2004 - HTTP
        transaction.set_rollback(True)
    return response
