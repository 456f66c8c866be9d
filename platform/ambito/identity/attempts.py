"""Unfinished sign-ins: what a browser has shown so far, for ten minutes, on one host. Only as `signin`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from ambito.identity.enums import Step
from ambito.identity.models import Attempt
from ambito.identity.sealing import new_token, token_hash

COOKIE = "__Host-ambito-signin"
LIFETIME = timedelta(minutes=10)


def begin(
    *,
    ente_id: UUID,
    step: Step,
    user_id: UUID | None = None,
    next_path: str = "",
    ceremony: dict[str, Any] | None = None,
) -> tuple[Attempt, str]:
    """A new attempt and the value of its cookie."""
    token = new_token()
    attempt = Attempt.objects.create(
        token_hash=token_hash(token),
        ente_id=ente_id,
        user_id=user_id,
        step=step,
        next_path=next_path,
        ceremony=ceremony or {},
        expires_at=timezone.now() + LIFETIME,
    )
    return attempt, token


def find(token: str, ente_id: UUID, *steps: Step) -> Attempt | None:
    """The living attempt of this cookie on this host, locked, when it stands at one of `steps`."""
    return (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(token_hash=token_hash(token), ente_id=ente_id, step__in=steps, expires_at__gt=timezone.now())
        .first()
    )


def take_ceremony(attempt: Attempt) -> dict[str, Any]:
    """The challenge of the attempt, which serves once."""
    ceremony, attempt.ceremony = attempt.ceremony, {}
    attempt.save(update_fields=["ceremony"])
    return dict(ceremony)
