"""Who sees a line of hours, whose part somebody plays on it, and what its moves ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ambito.access.machine import Guard
from ambito.access.permissions import may
from ambito.access.relations import Relation
from ambito.tenancy.seats import ActorRef
from consortium.hours import enums
from consortium.hours.models import TimesheetLine
from consortium.hours.queries import month_of

DECLARE, VALIDATE, CONFIRM, CERTIFY = "hours_declare", "hours_validate", "hours_confirm", "hours_certify"


def visible(lines: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    """Own lines always; of others only what has been declared."""
    del on
    found = Q(pk__in=[])
    if may(actor, DECLARE):
        found |= Q(worker__user_id=actor.user_id)
    if may(actor, VALIDATE):
        found |= Q(employer_id=actor.ente_id, state__in=enums.DECLARED)
    if may(actor, CONFIRM):
        found |= Q(town_id=actor.ente_id, state__in=enums.DECLARED)
    if may(actor, CERTIFY):
        found |= Q(consortium_id=actor.ente_id, state__in=enums.DECLARED)
    return lines.filter(found)


def sees(line: TimesheetLine, actor: ActorRef, on: date) -> bool:
    del on
    if may(actor, DECLARE) and line.worker.user_id == actor.user_id:
        return True
    if line.state not in enums.DECLARED:
        return False
    return (
        (may(actor, VALIDATE) and line.employer_id == actor.ente_id)
        or (may(actor, CONFIRM) and line.town_id == actor.ente_id)
        or (may(actor, CERTIFY) and line.consortium_id == actor.ente_id)
    )


def part_of(actor: ActorRef, line: TimesheetLine) -> str:
    """Which part of the state table the actor plays on this line; none of it is an empty string.

    Who did the hours is only ever the worker: nobody validates or confirms their own. The consortium is the
    employer of pooled staff, and then it does not arbitrate: an arbiter is no party.
    """
    if actor.user_id is None:
        return enums.SYSTEM
    if line.worker.user_id == actor.user_id:
        return enums.WORKER if may(actor, DECLARE) else ""
    if line.employer_id == actor.ente_id and (may(actor, VALIDATE) or may(actor, CERTIFY)):
        return enums.EMPLOYER
    if line.town_id == actor.ente_id and may(actor, CONFIRM):
        return enums.VERIFIER
    if line.consortium_id == actor.ente_id and may(actor, CERTIFY):
        return enums.ARBITER
    return ""


def second_round(*, line: TimesheetLine, **_: Any) -> bool:
    """A dispute goes to the consortium when it comes back."""
    return line.rounds > 1


def agreed_silence(**_: Any) -> bool:
    """Silence confirms only where the contract says so, and no contract says so yet."""
    return False


def month_over(*, line: TimesheetLine, **_: Any) -> bool:
    return bool(month_of(line.day).upper <= timezone.localdate())


GUARDS: dict[str, Guard] = {
    "second_round": second_round,
    "agreed_silence": agreed_silence,
    "month_over": month_over,
}
RELATION = Relation(visible=visible, sees=sees)
