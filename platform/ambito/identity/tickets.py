"""Passing from one Ente's host to another's without signing in again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from ambito.identity.models import Session, Ticket
from ambito.identity.sealing import new_token, token_hash

LIFETIME = timedelta(seconds=60)


def issue(*, session: Session, to_ente_id: UUID) -> str:
    """A ticket for the person of `session`, written by the Ente that they leave."""
    token = new_token()
    Ticket.objects.create(
        token_hash=token_hash(token),
        user_id=session.user_id,
        session_stamp=session.session_stamp,
        from_ente_id=session.ente_id,
        to_ente_id=to_ente_id,
        method=session.method,
        signed_in_at=session.signed_in_at,
        expires_at=timezone.now() + LIFETIME,
    )
    return token


def redeem(token: str, ente_id: UUID) -> Ticket | None:
    """The ticket, spent by this very call, when it was made for this Ente. Only as `signin`."""
    now = timezone.now()
    living = Ticket.objects.filter(
        token_hash=token_hash(token), to_ente_id=ente_id, used_at=None, expires_at__gt=now
    )
    if living.update(used_at=now) != 1:
        return None
    ticket = Ticket.objects.select_related("user").get(token_hash=token_hash(token))
    user = ticket.user
    return ticket if user.is_active and user.session_stamp == ticket.session_stamp else None
