"""The outermost middlewares: an id and a line for every request, health on any host name."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from ambito.observability import views

GetResponse = Callable[[HttpRequest], HttpResponseBase]
HEADER = "X-Request-Id"
HEALTH: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": views.live,
    "/health/ready": views.ready,
}
log = structlog.get_logger()


class RequestMiddleware:
    """Makes the request's id (one from outside is ignored: it could carry anything) and writes its line."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.request_id = uuid4().hex  # type: ignore[attr-defined]
        start = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request.request_id):  # type: ignore[attr-defined]
            response = self.get_response(request)
            log.info("request.done", **_line(request, response, start))
        response[HEADER] = request.request_id  # type: ignore[attr-defined]
        return response


class HealthMiddleware:
    """Answers before hosts, redirects and towns: an orchestrator asks by the address of the pod."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view = HEALTH.get(request.path_info, self.get_response)
        return view(request)


def _line(request: HttpRequest, response: HttpResponseBase, start: float) -> dict[str, Any]:
    """The route's name, never the path: a path may hold what somebody typed."""
    seat = getattr(request, "seat", None)
    match = request.resolver_match
    return {
        "method": request.method,
        "route": (match and match.view_name) or "none",
        "status": response.status_code,
        "milliseconds": round((time.perf_counter() - start) * 1000),
        **({"ente": seat.role} if seat else {}),
    }
