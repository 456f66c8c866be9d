"""A call of the API that writes: it acts once for its key, and what refuses it is a problem."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.serializers import ValidationError

from ambito.access.actors import actor_of
from ambito.api.access import key_of
from ambito.api.problems import refusing
from town.receipts.operations import once

KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "format": "uuid"},
    OpenApiParameter.HEADER,
    required=True,
    description="Made by the caller: a call that arrives twice with the same key acts once.",
)


def act_once(request: Request, deed: Callable[[], Model], *refusals: type[Exception]) -> str:
    """The key of the row that `deed` made or moved, now or when the call first arrived.

    A key that already made something else, on a page or by another call, is refused as a wrong field.
    """
    here = f"{request.method} {request.path} "
    with refusing(*refusals):
        answer = once(key=key_of(request), by=actor_of(request), deed=lambda: f"{here}{deed().pk}")
    if not answer.startswith(here):
        raise ValidationError({KEY.name: [_("This key was used for something else. Make a new one.")]})
    return answer.removeprefix(here)
