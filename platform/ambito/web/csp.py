"""One strict Content Security Policy for every page; no nonce, because nothing is inline."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
HEADER = "Content-Security-Policy"
POLICY: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'",),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
    "base-uri": ("'none'",),
}
# A browser applies form-action to the redirects of a form too, and a sign-in elsewhere begins with one.
WIDENED = "ambito_csp"


class PolicyMiddleware:
    """Sets the policy on every response, static files and error pages included."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        more: dict[str, tuple[str, ...]] = getattr(response, WIDENED, {})
        response.headers.setdefault(HEADER, policy(more, secure=request.is_secure()))
        return response


def policy(more: dict[str, tuple[str, ...]] | None = None, *, secure: bool = False) -> str:
    """The header's value, with the sources that one response adds."""
    more = more or {}
    parts = [" ".join((name, *sources, *more.get(name, ()))) for name, sources in POLICY.items()]
    return "; ".join([*parts, "upgrade-insecure-requests"] if secure else parts)


def widen(response: HttpResponseBase, directive: str, *sources: str) -> None:
    """Let this response alone reach `sources` (whole origins). Scripts and styles stay ours."""
    if directive not in {"form-action", "connect-src", "img-src"}:
        raise ValueError(f"{directive} is not widened")
    more = getattr(response, WIDENED, {})
    setattr(response, WIDENED, {**more, directive: sources})
