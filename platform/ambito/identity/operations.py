"""What changes about a person who logs in. Only as `signin`, `issue_link` apart."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ambito.identity import factors
from ambito.identity.enums import Kind, LinkKind, Outcome
from ambito.identity.errors import FiscalNumberTaken, LinkRefused
from ambito.identity.hooks import memberships, today
from ambito.identity.models import (
    Attempt,
    Credential,
    Link,
    NationalIdentity,
    Session,
    Ticket,
    Tries,
    User,
)
from ambito.identity.queries import fiscal_digest
from ambito.identity.sealing import new_token, token_hash
from ambito.identity.sessions import ABSOLUTE
from ambito.identity.telling import tell
from ambito.tenancy.context import current_seat
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import ActorRef

LINK_LIFETIME = timedelta(hours=24)


def register_person(*, email: str, name: str) -> User:
    """A person who will log in; what they are is said by memberships, how they prove it by a link."""
    return User.objects.create(email=email.strip().lower(), name=name.strip())


def set_fiscal_number(*, user_id: UUID, fiscal_number: str, ente_id: UUID) -> None:
    """Whom SPID and CIE mean; the codice fiscale itself is not kept.

    Raises `FiscalNumberTaken` when it already means somebody else.
    """
    try:
        with transaction.atomic():
            NationalIdentity.objects.update_or_create(
                user_id=user_id, defaults={"digest": fiscal_digest(fiscal_number)}
            )
    except IntegrityError as error:
        raise FiscalNumberTaken("this codice fiscale opens another account") from error
    tell(Kind.DIGITAL, Outcome.ACCEPTED, ente_id=ente_id, user_id=user_id)


def end_all_sessions(*, user_id: UUID) -> None:
    """Renew the stamp that every session, ticket and link of this person carries."""
    User.objects.filter(pk=user_id).update(session_stamp=uuid7())


def disable(*, user_id: UUID) -> None:
    """Nobody with this account gets in, and whoever is in is out at the next request."""
    User.objects.filter(pk=user_id).update(is_active=False, session_stamp=uuid7())


def set_password(*, user_id: UUID, password_hash: str) -> None:
    """Store a hash made outside of the transaction and end every session."""
    Credential.objects.update_or_create(user_id=user_id, defaults={"password_hash": password_hash})
    end_all_sessions(user_id=user_id)


def issue_link(*, user: User, kind: LinkKind, by: ActorRef) -> str:
    """The token of a link for one of the Ente's own people, inside the Ente. It travels by hand, not by mail.

    Row security refuses it for people without a membership here.
    """
    if by.user_id is None or by.user_id == user.pk:
        raise LinkRefused("a link is issued by an administrator, for somebody else")
    token = new_token()
    ente_id = current_seat().ente_id
    Link.objects.create(
        token_hash=token_hash(token),
        kind=kind,
        ente_id=ente_id,
        user=user,
        session_stamp=user.session_stamp,
        issued_by=by.user_id,
        expires_at=timezone.now() + LINK_LIFETIME,
    )
    tell(Kind.LINK, Outcome.ACCEPTED, ente_id=ente_id, user_id=user.pk)
    return token


def find_link(token: str, ente_id: UUID) -> Link | None:
    """The living link with this token on this host."""
    link = (
        Link.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(
            token_hash=token_hash(token),
            ente_id=ente_id,
            used_at=None,
            expires_at__gt=timezone.now(),
            user__is_active=True,
        )
        .first()
    )
    return link if link and link.session_stamp == link.user.session_stamp else None


def redeem_link(*, token: str, ente_id: UUID, password_hash: str) -> None:
    """Set the password. A `restart` also takes the second factors away, so one Ente cannot do it alone.

    Raises `LinkRefused` when the link is spent, stale, or asks for more than its Ente may give.
    """
    link = find_link(token, ente_id)
    if link is None or not may_redeem(link):
        raise LinkRefused("the link no longer holds")
    Link.objects.filter(pk=link.pk).update(used_at=timezone.now())
    set_password(user_id=link.user_id, password_hash=password_hash)
    if link.kind == LinkKind.RESTART:
        factors.remove_all(link.user_id)
    tell(Kind.LINK, Outcome.ACCEPTED, ente_id=ente_id, user_id=link.user_id)


def may_redeem(link: Link) -> bool:
    """Whoever works elsewhere too gets new factors from who covers all their places, or not at all.

    Where there is no second factor to protect them, a new password alone would already be all of it.
    """
    if link.kind == LinkKind.PASSWORD and factors.has_any(link.user_id):
        return True
    return memberships.only().covers(link.ente_id, link.user_id, today())


def purge_expired() -> int:
    """Delete what no longer opens anything; how many rows."""
    now = timezone.now()
    stale = (
        Session.objects.filter(signed_in_at__lt=now - ABSOLUTE),
        Attempt.objects.filter(expires_at__lt=now),
        Ticket.objects.filter(expires_at__lt=now),
        Link.objects.filter(expires_at__lt=now),
        Tries.objects.filter(last_at__lt=now - timedelta(days=1)),
    )
    return sum(queryset.delete()[0] for queryset in stale)
