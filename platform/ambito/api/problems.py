"""Every refusal of the API as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

CONTENT_TYPE = "application/problem+json"


class Refused(APIException):
    """A rule says no: the sentence is the one that the page shows."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "refused"


class Undecided(Refused):
    """People who may be the same: `alike` holds their keys, and the caller says which it is."""

    default_code = "alike"

    def __init__(self, detail: str, alike: list[str]) -> None:
        super().__init__(detail)
        self.alike = alike


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's own answer in the shape of RFC 9457; None for what is no refusal but a bug."""
    if isinstance(error, BadRequest):
        error = ValidationError({"Idempotency-Key": ["Send a UUID with every request that writes."]})
    response = exception_handler(error, context)
    if response is None:
        return None
    response.data = _problem(error, response)
    response.content_type = CONTENT_TYPE
    return response


def _problem(error: Exception, response: Response) -> dict[str, Any]:
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
    }
    if isinstance(error, ValidationError):
        return {**problem, "code": "invalid", "errors": response.data}
    problem["detail"] = str(response.data.get("detail", ""))
    problem["code"] = str(getattr(error, "default_code", "refused"))
    if isinstance(error, Undecided):
        problem["alike"] = error.alike
    return problem
