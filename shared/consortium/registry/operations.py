"""Opening and closing memberships, inside the Ente where they hold (or its consortium), and partnerships."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ambito.access.enums import HOSTS, Role
from ambito.audit.operations import record
from ambito.tenancy.seats import ActorRef
from consortium.registry.enums import EnteKind
from consortium.registry.models import Ente, Membership, Partnership


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


def open_partnership(
    *, consortium_id: UUID, cooperative_id: UUID, during: DateRange, by: ActorRef
) -> Partnership:
    """From now on a cooperative may send workers to the towns of a consortium, which alone may say so.

    `ValidationError` for what is no cooperative; the same days twice are refused by the database.
    """
    if Ente.objects.get(pk=cooperative_id).kind != EnteKind.COOPERATIVE:
        raise ValidationError(_("Only a cooperative can be a partner."))
    partnership = Partnership(consortium_id=consortium_id, cooperative_id=cooperative_id, during=during)
    partnership.save(force_insert=True)
    record(
        kind="staffing_event", subject=partnership, by=by, detail={"step": "partner", "with": cooperative_id}
    )
    return partnership
