"""Memberships, partners and invitations, written inside the Ente where they hold."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from ambito.access.enums import HOSTS, Role
from ambito.audit.operations import record
from ambito.identity.sealing import new_token, token_hash
from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import ActorRef
from consortium.registry.enums import EnteKind
from consortium.registry.errors import InvitationRefused
from consortium.registry.hooks import partnership_blockers
from consortium.registry.models import Ente, Invitation, Membership, Partnership
from consortium.registry.queries import invitations, memberships

INVITATION_LIFETIME = timedelta(days=7)
# How long an invitation whose link has grown too old may be given a new one; then it is forgotten.
FORGOTTEN_AFTER = timedelta(days=30)


def open_membership(
    *, user_id: UUID, ente_id: UUID, role: Role, during: DateRange, by: ActorRef, source: str = ""
) -> Membership:
    """From the first day to the day before the last. `ValidationError` for a role that does not exist there,
    and for who would give a role to themselves.

    A second one of the same role and source on the same days is refused by the database.
    """
    if Ente.objects.get(pk=ente_id).kind not in HOSTS[role]:
        raise ValidationError(_("This role does not exist in an Ente of this kind."))
    if by.user_id == user_id:
        raise ValidationError(_("Nobody gives a role to themselves. Ask a colleague to do it."))
    membership = Membership(user_id=user_id, ente_id=ente_id, role=role, during=during, source=source)
    membership.save(force_insert=True)
    record(kind="role_granted", subject=membership, by=by, detail={"role": role.value, "source": source})
    return membership


def end_membership(*, membership: Membership, last_day: date, by: ActorRef) -> None:
    """The role is held on `last_day` for the last time; felt at the very next request after it.

    A last day before the first leaves no day at all: a role that never began.
    """
    first = membership.during.lower
    until = date.fromordinal(last_day.toordinal() + 1)
    membership.during = DateRange(first, until if first is None else max(first, until))
    membership.version += 1
    membership.save(update_fields=["during", "version"])
    record(kind="membership_change", subject=membership, by=by, detail={"last_date": last_day})


def invite(*, email: str, name: str, role: Role, during: DateRange, by: ActorRef) -> str:
    """The token of a link that somebody is handed; an older invitation to the same role no longer holds.

    Nothing is asked about the address: who it belongs to, if anybody, appears when they accept.
    `InvitationRefused` for the system itself: somebody answers for an invitation.
    """
    if by.user_id is None:
        raise InvitationRefused
    email, token, ente_id = email.strip().lower(), new_token(), current_seat().ente_id
    now = timezone.now()
    Invitation.objects.filter(ente_id=ente_id, expires_at__lte=now - FORGOTTEN_AFTER).delete()
    Invitation.objects.filter(ente_id=ente_id, email=email, role=role).delete()
    invitation = Invitation.objects.create(
        token_hash=token_hash(token),
        ente_id=ente_id,
        email=email,
        name=name.strip(),
        role=role,
        during=during,
        invited_by=by.user_id,
        expires_at=now + INVITATION_LIFETIME,
    )
    record(
        kind="membership_change", subject=invitation, by=by, detail={"step": "invited", "role": role.value}
    )
    return token


def renew(*, invitation: Invitation, by: ActorRef) -> str:
    """A new link for the same role and dates; the old one opens nothing any more.

    `InvitationRefused` when the last day has passed.
    """
    until = invitation.during.upper
    if until is not None and until <= timezone.localdate():
        raise InvitationRefused
    return invite(
        email=invitation.email,
        name=invitation.name,
        role=Role(invitation.role),
        during=invitation.during,
        by=by,
    )


def withdraw(*, invitation: Invitation, by: ActorRef) -> None:
    """The link opens nothing any more."""
    record(kind="membership_change", subject=invitation, by=by, detail={"step": "withdrawn"})
    invitation.delete()


def accept(*, token: str, user_id: UUID) -> Membership:
    """The role begins, as given by whoever invited. `InvitationRefused` when that no longer holds.

    `ValidationError` for somebody who invited themselves.
    """
    invitation = invitations.invitation_of(token)
    # Of two at the same moment one finds it gone.
    if invitation is None or not Invitation.objects.filter(pk=invitation.pk).delete()[0]:
        raise InvitationRefused
    role = memberships.administering_role(invitation.invited_by, timezone.localdate()) or ""
    return open_membership(
        user_id=user_id,
        ente_id=invitation.ente_id,
        role=Role(invitation.role),
        during=invitation.during,
        by=ActorRef(invitation.invited_by, role, invitation.ente_id),
    )


def open_partnership(
    *, consortium_id: UUID, cooperative_id: UUID, during: DateRange, by: ActorRef
) -> Partnership:
    """From now on a cooperative may send workers to the towns of a consortium, which alone may say so.

    `ValidationError` for what is no cooperative, and for days on which it already may.
    """
    if Ente.objects.get(pk=cooperative_id).kind != EnteKind.COOPERATIVE:
        raise ValidationError(_("Only a cooperative can be a partner."))
    partnership = Partnership(consortium_id=consortium_id, cooperative_id=cooperative_id, during=during)
    partnership.validate_constraints()
    partnership.save(force_insert=True)
    record(
        kind="staffing_event", subject=partnership, by=by, detail={"step": "partner", "with": cooperative_id}
    )
    return partnership


def end_partnership(*, partnership: Partnership, last_day: date, by: ActorRef) -> None:
    """After `last_day` the cooperative sends nobody new. `partnership` is locked by its door.

    `ValidationError` as long as something was agreed for later. A last day before the first leaves no day.
    """
    reasons = [reason for blocker in partnership_blockers for reason in blocker(partnership, last_day)]
    if reasons:
        raise ValidationError(reasons)
    first, until = partnership.during.lower, last_day + timedelta(days=1)
    partnership.during = DateRange(first, max(first, until))
    partnership.version += 1
    partnership.save(update_fields=["during", "version"])
    detail = {"step": "ended", "with": partnership.cooperative_id, "last_date": last_day}
    record(kind="staffing_event", subject=partnership, by=by, detail=detail)
