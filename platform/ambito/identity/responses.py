"""Answers that several views give: redirects that htmx follows too, cookies bound to one host."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme


def go(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect; for a part of a page, one that takes the whole page along."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """The path on this very host that the person wanted, else `default`."""
    path = request.POST.get("next") or request.GET.get("next") or default
    return own_path(path, default)


def own_path(path: str, default: str = "/") -> str:
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path[:500]
    return default


def set_host_cookie(
    response: HttpResponseBase, name: str, value: str, lasting: timedelta | None = None
) -> None:
    """RFC 6265bis §4.1.3.2: the prefix `__Host-` holds only with Secure, path / and no domain."""
    response.set_cookie(name, value, max_age=lasting, path="/", secure=True, httponly=True, samesite="Lax")


def drop_host_cookie(response: HttpResponseBase, name: str) -> None:
    response.set_cookie(name, "", max_age=0, path="/", secure=True, httponly=True, samesite="Lax")
