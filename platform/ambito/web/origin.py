"""Unsafe requests come from our own pages.

Sister towns live on the same site, so SameSite cookies stop nothing between them: the browser's word on where
a request began does. A request without cookies has no session to ride on and is left to its own credentials.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ambito.web.failures import foreign_origin

GetResponse = Callable[[HttpRequest], HttpResponseBase]
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class OriginMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE or is_ours(request):
            return self.get_response(request)
        return foreign_origin(request)


def is_ours(request: HttpRequest) -> bool:
    """Both headers, where present, say the same origin; with cookies at least one must be present."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site != "same-origin":
        return False
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return False
    return site is not None or origin is not None or not request.COOKIES
