"""Every refusal of the API as problem details (RFC 9457)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from django.core.exceptions import ValidationError as FormError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from ambito.access.errors import GuardRefused, MoveRefused

CONTENT_TYPE = "application/problem+json"
WORDS = re.compile(r"(?<!^)(?=[A-Z])")


class Problem(serializers.Serializer[Any]):
    """A refusal (RFC 9457): `errors` names the fields with a sentence each, `detail` is one for the whole."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="What was refused, for programs.")
    detail = serializers.CharField(required=False, help_text="What was refused, for people.")
    errors = serializers.DictField(  # type: ignore[assignment]
        required=False, help_text="Sentences by field."
    )
    alike = serializers.ListField(
        child=serializers.UUIDField(), required=False, help_text="People who may be the same one."
    )


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


@contextmanager
def refusing(
    *refusals: type[Exception], sentences: Mapping[str, str | Promise] | None = None
) -> Iterator[None]:
    """An operation of which nothing is left when it refuses; the refusal becomes a `Refused`.

    Refusals of a state table and of a form are always meant; `refusals` are the app's own, `sentences` its
    words for a guard that said no.
    """
    known: tuple[type[Exception], ...] = (MoveRefused, *refusals)
    try:
        with transaction.atomic():
            yield
    except GuardRefused as refusal:
        raise Refused(str((sentences or {}).get(refusal.guard, refusal)), code=refusal.guard) from refusal
    except FormError as refusal:
        raise Refused(" ".join(refusal.messages), code=getattr(refusal, "code", None)) from refusal
    except known as refusal:
        raise Refused(str(refusal), code=_code(refusal)) from refusal


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's own answer in the shape of RFC 9457; None for what is no refusal but a bug."""
    if isinstance(error, BadRequest):
        error = ValidationError({"Idempotency-Key": [_("Send a UUID with every request that writes.")]})
    response = exception_handler(error, context)
    if response is None:
        return None
    response.data = _told(error, response)
    response.content_type = CONTENT_TYPE
    return response


def problem(status: HTTPStatus, code: str, detail: str = "", **more: Any) -> dict[str, Any]:
    said = {"type": "about:blank", "title": status.phrase, "status": status.value, "code": code, **more}
    return {**said, "detail": detail} if detail else said


def _told(error: Exception, response: Response) -> dict[str, Any]:
    answered = HTTPStatus(response.status_code)
    if isinstance(error, ValidationError):
        return problem(answered, "invalid", errors=_by_field(response.data))
    detail = response.data["detail"]
    more = {"alike": error.alike} if isinstance(error, Undecided) else {}
    return problem(answered, str(getattr(detail, "code", "refused")), str(detail), **more)


def _by_field(errors: Any) -> dict[str, Any]:
    return errors if isinstance(errors, dict) else {"non_field_errors": errors}


def _code(refusal: Exception) -> str:
    """The refusal's own code, or its name in the same spelling."""
    return getattr(refusal, "code", None) or WORDS.sub("_", type(refusal).__name__).lower()
