"""Who is asked to take a role in the Ente that we are inside."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from ambito.access.doors import Missing
from ambito.identity.sealing import token_hash
from ambito.tenancy.context import current_seat
from consortium.registry.models import Invitation
from consortium.registry.queries.memberships import administering_role


def made_here() -> QuerySet[Invitation]:
    """All of the Ente that we are inside, by name: also those whose link has grown too old."""
    return Invitation.objects.filter(ente_id=current_seat().ente_id).order_by("name", "id")


def access_invitation(*, pk: UUID) -> Invitation:
    """An invitation of the Ente that we are inside, its link alive or not; or `Missing`."""
    row = made_here().filter(pk=pk).first()
    if row is None:
        raise Missing
    return row


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link opens here, as long as its author may still invite."""
    row = made_here().filter(token_hash=token_hash(token), expires_at__gt=timezone.now()).first()
    if row is None or administering_role(row.invited_by, timezone.localdate()) is None:
        return None
    return row
