"""Who sees and works on referrals here.

What was sent is as hidden as its case. What came in is the coordinator's, and the assessor's or the team's
where the matrix says "own".
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ambito.access.permissions import may, only_own
from ambito.access.relations import Relation, visible_to
from ambito.access.relations import sees as sees_row
from ambito.tenancy.seats import ActorRef
from consortium.exchange.enums import TAKEN
from town.cases.enums import REFERENT
from town.cases.models import Case
from town.cases.rules import parts
from town.referrals.models import Incoming, Outgoing

SEND, RECEIVE, OPEN_PACKET = "referral_send", "referral_receive", "referral_packet_open"


def outgoing_visible(rows: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    if not may(actor, SEND):
        return rows.none()
    return rows.filter(case__in=visible_to(Case.objects.all(), actor, on))


def outgoing_sees(row: Outgoing, actor: ActorRef, on: date) -> bool:
    return may(actor, SEND) and sees_row(row.case, actor, on)


def incoming_visible(rows: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    if not may(actor, RECEIVE):
        return rows.none()
    cases = visible_to(Case.objects.all(), actor, on)
    own = Q(case__in=cases) | Q(case=None, assessor=actor.user_id, assessor__isnull=False)
    return rows.filter(own) if only_own(actor, RECEIVE) else rows.filter(Q(case=None) | Q(case__in=cases))


def incoming_sees(row: Incoming, actor: ActorRef, on: date) -> bool:
    if not may(actor, RECEIVE):
        return False
    if row.case is not None:
        return sees_row(row.case, actor, on)
    return not only_own(actor, RECEIVE) or _is(row.assessor, actor)


def sends(case: Case, actor: ActorRef, on: date) -> bool:
    """Whether the actor sends referrals of this case: its referents, and the coordinator."""
    if not may(actor, SEND) or not sees_row(case, actor, on):
        return False
    return not only_own(actor, SEND) or REFERENT in parts(case, actor, on)


def opens_packet(row: Incoming, actor: ActorRef, on: date) -> bool:
    """The identity opens to who assessed and to who has the case, once it is accepted."""
    if not may(actor, OPEN_PACKET) or row.state not in TAKEN:
        return False
    return _is(row.assessor, actor) or (row.case is not None and sees_row(row.case, actor, on))


def taken_elsewhere(case: Case) -> bool:
    """Another town has accepted the case."""
    return Outgoing.objects.filter(case=case, state__in=TAKEN).exists()


def _is(user_id: object, actor: ActorRef) -> bool:
    return actor.user_id is not None and user_id == actor.user_id


OUTGOING = Relation(visible=outgoing_visible, sees=outgoing_sees)
INCOMING = Relation(visible=incoming_visible, sees=incoming_sees)
