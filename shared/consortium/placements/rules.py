"""Who sees a placement, whose part somebody plays in it, and what its moves ask."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import ngettext

from ambito.access.machine import Guard
from ambito.access.permissions import may
from ambito.access.relations import Relation
from ambito.tenancy.seats import ActorRef
from consortium.catalogue import queries as catalogue
from consortium.placements import enums
from consortium.placements.models import Designation, Placement
from consortium.placements.queries import binding_of, outlasting
from consortium.registry.models import Partnership
from consortium.workforce.models import Worker
from consortium.workforce.rules import Commitment, peak

REQUEST, DESIGNATE, OVERSEE = "placement_request", "placement_designate", "placement_assign"
VIEW, DECLARE = "staffing_view", "hours_declare"
# How long before its last day a placement is announced as ending.
NOTICE = timedelta(days=30)


def visible(placements: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    if may(actor, OVERSEE):
        return placements.filter(consortium_id=actor.ente_id)
    if may(actor, DESIGNATE):
        return placements.filter(cooperative_id=actor.ente_id)
    if may(actor, VIEW):
        return placements.filter(town_id=actor.ente_id)
    if may(actor, DECLARE):
        designations: QuerySet[Any] = Designation.objects.filter(placement_id=OuterRef("pk"))
        mine = designations.filter(worker__user_id=actor.user_id, during__contains=on)
        return placements.filter(Q(state__in=enums.OPEN_STATES), Exists(mine))
    return placements.none()


def sees(placement: Placement, actor: ActorRef, on: date) -> bool:
    if may(actor, OVERSEE):
        return placement.consortium_id == actor.ente_id
    if may(actor, DESIGNATE):
        return placement.cooperative_id == actor.ente_id
    if may(actor, VIEW):
        return placement.town_id == actor.ente_id
    if not may(actor, DECLARE) or placement.state not in enums.OPEN_STATES:
        return False
    return any(
        one.worker.user_id == actor.user_id and not one.during.isempty and on in one.during
        for one in placement.designations.all()
    )


def part_of(actor: ActorRef, placement: Placement) -> str:
    """Which part of the state table the actor plays here; none of it is an empty string."""
    if actor.user_id is None:
        return enums.SYSTEM
    if may(actor, REQUEST) and actor.ente_id == placement.town_id:
        return enums.TOWN
    if may(actor, DESIGNATE) and actor.ente_id == placement.cooperative_id:
        return enums.COOPERATIVE
    return ""


def registered(*, worker: Worker, **_: Any) -> bool:
    """The profession's register knows the worker, where the profession has one."""
    needed = catalogue.code("professional_profiles", worker.profile).more["register_required"] == "yes"
    return bool(worker.register_number) or not needed


def commitments(worker: Worker, *, but: Placement | None = None) -> list[Commitment]:
    """What the worker's other placements take, over all towns and consortia."""
    return [
        (one.during, one.placement.weekly_minutes)
        for one in binding_of(worker)
        if but is None or one.placement_id != but.pk
    ]


def within_contract(*, worker: Worker, placement: Placement, **_: Any) -> bool:
    """The hours of all the worker's towns together fit the contract."""
    taken = peak(commitments(worker, but=placement), placement.during)
    return taken + placement.weekly_minutes <= worker.weekly_minutes


def begun(*, placement: Placement, on: date, **_: Any) -> bool:
    return bool(placement.during.lower <= on)


def nearly_over(*, placement: Placement, on: date, **_: Any) -> bool:
    return bool(placement.during.upper - NOTICE <= on)


def goes_on(partnership: Partnership, last_day: date) -> list[str]:
    """Why a cooperative cannot stop working for the consortium that we are inside on a day."""
    count = outlasting(partnership.consortium_id, partnership.cooperative_id, last_day)
    if not count:
        return []
    said = ngettext(
        "%(count)d placement lasts longer. Choose a later day, or have it ended first.",
        "%(count)d placements last longer. Choose a later day, or have them ended first.",
        count,
    )
    return [said % {"count": count}]


GUARDS: dict[str, Guard] = {
    "registered": registered,
    "within_contract": within_contract,
    "begun": begun,
    "nearly_over": nearly_over,
}
RELATION = Relation(visible=visible, sees=sees)
