"""Sessions: opened by the role `signin` after both factors, read by the Ente on whose host they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from ambito.identity.models import Session, User
from ambito.identity.sealing import new_token, token_hash

COOKIE = "__Host-ambito"
IDLE = timedelta(minutes=30)
IDLE_ON_PROTECTED = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)
# One write a minute is enough to measure half an hour.
SEEN_EVERY = timedelta(minutes=1)


def open_session(
    *, user: User, ente_id: UUID, method: str, signed_in_at: datetime | None = None
) -> tuple[Session, str]:
    """A new session and the cookie's value, which is stored nowhere. Only as `signin`."""
    token = f"{ente_id.hex}.{new_token()}"
    now = timezone.now()
    session = Session.objects.create(
        token_hash=token_hash(token),
        ente_id=ente_id,
        user=user,
        session_stamp=user.session_stamp,
        method=method,
        signed_in_at=signed_in_at or now,
        last_seen_at=now,
    )
    return session, token


def find(token: str, ente_id: UUID) -> Session | None:
    """The living session of this cookie on this Ente's host, with its user."""
    now = timezone.now()
    return (
        Session.objects.select_related("user")
        .filter(
            token_hash=token_hash(token),
            ente_id=ente_id,
            session_stamp=F("user__session_stamp"),
            user__is_active=True,
            signed_in_at__gt=now - ABSOLUTE,
            last_seen_at__gt=now - IDLE,
        )
        .first()
    )


def made_elsewhere(token: str, ente_id: UUID) -> bool:
    """Whether the cookie says itself that it was made on another host."""
    return token.partition(".")[0] != ente_id.hex


def idle(session: Session) -> timedelta:
    """How long the person has not been there."""
    return timezone.now() - session.last_seen_at


def seen(session: Session) -> timedelta:
    """Note that the person is there; how long they had not been."""
    away = idle(session)
    if away >= SEEN_EVERY:
        Session.objects.filter(pk=session.pk).update(last_seen_at=timezone.now())
    return away


def close(session: Session) -> None:
    Session.objects.filter(pk=session.pk).delete()


def confirm(session_id: UUID) -> None:
    """Note that the person has just proved again who they are. Only as `signin`."""
    Session.objects.filter(pk=session_id).update(confirmed_at=timezone.now())
