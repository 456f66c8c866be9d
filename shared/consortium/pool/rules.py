"""Who sees an allocation, in which role it is worked, and what it may not exceed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ambito.access.enums import Role
from ambito.access.permissions import may
from ambito.access.relations import Relation
from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import ActorRef
from consortium.pool.models import Allocation
from consortium.workforce.models import Worker
from consortium.workforce.rules import Commitment

PLAN, VIEW, DECLARE = "placement_assign", "staffing_view", "hours_declare"
# In which role somebody of this profession works in a town.
ROLES = {
    "psychologist": Role.PSYCHOLOGIST,
    "psychotherapist": Role.PSYCHOLOGIST,
    "educator_social": Role.EDUCATOR,
    "educator_health": Role.EDUCATOR,
    "pedagogist": Role.EDUCATOR,
}


def visible(allocations: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    if may(actor, PLAN):
        return allocations.filter(consortium_id=actor.ente_id)
    if may(actor, VIEW):
        return allocations.filter(town_id=actor.ente_id)
    if may(actor, DECLARE):
        return allocations.filter(worker__user_id=actor.user_id, during__contains=on)
    return allocations.none()


def sees(allocation: Allocation, actor: ActorRef, on: date) -> bool:
    if may(actor, PLAN):
        return allocation.consortium_id == actor.ente_id
    if may(actor, VIEW):
        return allocation.town_id == actor.ente_id
    return (
        may(actor, DECLARE)
        and allocation.worker.user_id == actor.user_id
        and not allocation.during.isempty
        and on in allocation.during
    )


def commitments(allocations: Iterable[Allocation]) -> list[Commitment]:
    return [(allocation.during, allocation.weekly_minutes) for allocation in allocations]


def promised(worker: Worker) -> list[Commitment]:
    """All the worker's allocations; a cooperative has no part in the pool and may not ask."""
    if current_seat().kind == "cooperative":
        return []
    return commitments(worker.allocations.order_by("id"))


RELATION = Relation(visible=visible, sees=sees)
