"""What is refused before a view of the API is reached is a problem too, not a page."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from ambito.api.problems import CONTENT_TYPE, problem
from ambito.web.failures import FAILURES

GetResponse = Callable[[HttpRequest], HttpResponseBase]
PREFIX = "/api/"


class ProblemsMiddleware:
    """Stands outside of identity and access. The way to the sign-in page is a 401: no call can follow it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path.startswith(PREFIX) or _is_answer(response):
            return response
        code = response.status_code
        if code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FOUND}:
            sentence = _("You are no longer signed in. Sign in again, then send once more.")
            refused = problem(HTTPStatus.UNAUTHORIZED, "not_signed_in", sentence)
        else:
            failure = FAILURES[str(code) if str(code) in FAILURES else "400"]
            refused = problem(HTTPStatus(code), "refused", f"{failure.sentence} {failure.advice}")
        answer = JsonResponse(refused, status=refused["status"], content_type=CONTENT_TYPE)
        for name, value in response.headers.items():
            if name not in {"Content-Type", "Content-Length", "Location"}:
                answer.headers[name] = value
        answer.cookies = response.cookies
        return answer


def _is_answer(response: HttpResponseBase) -> bool:
    written = "json" in response.headers.get("Content-Type", "")
    refused = response.status_code >= HTTPStatus.BAD_REQUEST or response.status_code == HTTPStatus.FOUND
    return written or not refused
