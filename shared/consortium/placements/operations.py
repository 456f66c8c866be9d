"""The moves of a placement. Each one checks, saves, logs and tells the other side, in one transaction.

`placement` is locked by its door; `version` is what the form showed. All raise `ChangedMeanwhile` and
`MoveRefused`; those with a reason raise `WrongReason`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from ambito.access.enums import Role
from ambito.audit.operations import record
from ambito.events.operations import emit
from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import SYSTEM, ActorRef
from consortium.catalogue import queries as catalogue
from consortium.placements.enums import MACHINE, OPEN_STATES, REASONS
from consortium.placements.errors import NotAPartner, NotOurWorker, OutsideDates, WrongReason
from consortium.placements.models import Designation, Placement
from consortium.placements.queries import latest
from consortium.placements.rules import GUARDS, NOTICE, part_of
from consortium.registry.operations import end_membership, open_membership
from consortium.registry.queries import memberships, partnerships
from consortium.workforce.errors import ChangedMeanwhile
from consortium.workforce.models import Worker
from consortium.workforce.operations import introduce, lock_worker

DAY = timedelta(days=1)


def request_placement(
    *,
    consortium_id: UUID,
    town_id: UUID,
    cooperative_id: UUID,
    profile: str,
    area: str,
    weekly_minutes: int,
    during: DateRange,
    by: ActorRef,
) -> Placement:
    """A town asks a cooperative for hours of a profession. Raises `NotAPartner`, `UnknownCode`."""
    partners = partnerships.cooperatives_of(consortium_id, during.lower)
    if cooperative_id not in {profile.ente_id for profile in partners}:
        raise NotAPartner
    placement = Placement(
        consortium_id=consortium_id,
        town_id=town_id,
        cooperative_id=cooperative_id,
        profile=catalogue.code("professional_profiles", profile).code,
        area=catalogue.code("areas", area).code,
        weekly_minutes=weekly_minutes,
        during=during,
    )
    placement.save(force_insert=True)
    _tell(placement, "request", by)
    return placement


def designate(*, placement: Placement, worker: Worker, version: int, by: ActorRef) -> None:
    """The cooperative says who would come, for all the dates. Raises `NotOurWorker`."""
    _check_worker(placement, worker)
    _move(placement, "designate", version=version, by=by, worker=worker)
    Designation.objects.filter(placement=placement).update(during=DateRange(empty=True))
    Designation(placement=placement, worker=worker, during=placement.during).save(force_insert=True)
    introduce(worker=worker, town_id=placement.town_id)
    _tell(placement, "designate", by)


def object_to(*, placement: Placement, reason: str, version: int, by: ActorRef) -> None:
    """The town objects: on requirements of the tender, register or conflict of interest only."""
    _move(placement, "object", version=version, by=by, reason=reason)
    _tell(placement, "object", by)


def justify(*, placement: Placement, reason: str, version: int, by: ActorRef) -> None:
    """The cooperative answers an objection and keeps its worker."""
    _move(placement, "justify", version=version, by=by, reason=reason)
    _tell(placement, "justify", by)


def agree(*, placement: Placement, version: int, by: ActorRef) -> None:
    """The town takes note: the worker's dates open the town."""
    _move(placement, "agree", version=version, by=by)
    _tell(placement, "agree", by)


def withdraw(*, placement: Placement, reason: str, version: int, by: ActorRef) -> None:
    """Before the beginning, by either side."""
    _move(placement, "withdraw", version=version, by=by, reason=reason)
    _tell(placement, "withdraw", by)


def suspend(*, placement: Placement, reason: str, version: int, by: ActorRef) -> None:
    """The worker is away without a substitute: the town is closed to them."""
    _move(placement, "suspend", version=version, by=by, reason=reason)
    _tell(placement, "suspend", by)


def resume(*, placement: Placement, version: int, by: ActorRef) -> None:
    _move(placement, "resume", version=version, by=by)
    _tell(placement, "resume", by)


def start_replacement(*, placement: Placement, reason: str, version: int, by: ActorRef) -> None:
    """The cooperative looks for a substitute; the worker's own dates still count."""
    _move(placement, "start_replacement", version=version, by=by, reason=reason)
    _tell(placement, "start_replacement", by)


def substitute(*, placement: Placement, worker: Worker, first_day: date, version: int, by: ActorRef) -> None:
    """From `first_day` on somebody else comes. Raises `NotOurWorker`, `OutsideDates`."""
    _check_worker(placement, worker)
    before = latest(placement)
    if before is None or first_day not in placement.during or first_day <= before.during.lower:
        raise OutsideDates
    _move(placement, "substitute_in", version=version, by=by, worker=worker)
    _shorten(before, first_day)
    Designation(placement=placement, worker=worker, during=DateRange(first_day, placement.during.upper)).save(
        force_insert=True
    )
    introduce(worker=worker, town_id=placement.town_id)
    _tell(placement, "substitute_in", by)


def give_notice(*, placement: Placement, last_day: date, reason: str, version: int, by: ActorRef) -> None:
    """The cooperative announces the last day. Raises `OutsideDates`."""
    if last_day not in placement.during:
        raise OutsideDates
    _move(placement, "give_notice", version=version, by=by, reason=reason)
    placement.during = DateRange(placement.during.lower, last_day + DAY)
    placement.save(update_fields=["during"])
    for designation in placement.designations.order_by("id"):
        _shorten(designation, last_day + DAY)
    _tell(placement, "give_notice", by)


def end(*, placement: Placement, version: int, by: ActorRef) -> None:
    """The town has nothing left to hand over: the access closes."""
    _move(placement, "end", version=version, by=by)
    _tell(placement, "end", by)


def turn(*, on: date) -> int:
    """What the calendar moves in the town that we are inside; how many placements moved."""
    waiting = Placement.objects.select_for_update().order_by("id")
    due = [
        *(("activate", one) for one in waiting.filter(state="agreed", during__startswith__lte=on)),
        *(("contract_end", one) for one in waiting.filter(state="active", during__endswith__lte=on + NOTICE)),
    ]
    for move, placement in due:
        _move(placement, move, version=placement.version, by=SYSTEM, on=on)
        _tell(placement, move, SYSTEM)
    return len(due)


def align_access(*, placement: Placement, by: ActorRef) -> None:
    """Make the town's memberships what state and designations say, from today on. Repeatable."""
    today = timezone.localdate()
    wanted = _wanted(placement)
    for membership in memberships.opened_by(placement.source, placement.town_id):
        if membership.during.isempty or membership.during.upper <= today:
            continue
        during = wanted.pop(membership.user_id, None)
        until = today if during is None else during.upper
        if until < membership.during.upper:
            end_membership(membership=membership, last_day=until - DAY, by=by)
    for user_id, during in wanted.items():
        if today < during.upper:
            _open(placement, user_id, DateRange(max(during.lower, today), during.upper), by)


def _wanted(placement: Placement) -> dict[UUID, DateRange]:
    """Users who should be let in, with their dates."""
    if placement.state not in OPEN_STATES:
        return {}
    dated = placement.designations.filter(during__isempty=False).select_related("worker")
    return {one.worker.user_id: one.during for one in dated.order_by("during")}


def _open(placement: Placement, user_id: UUID, during: DateRange, by: ActorRef) -> None:
    open_membership(
        user_id=user_id,
        ente_id=placement.town_id,
        role=Role.PLACED_WORKER,
        during=during,
        source=placement.source,
        by=by,
    )


def _check_worker(placement: Placement, worker: Worker) -> None:
    """Asked before the state table: whoever else works for another employer is nobody here."""
    lock_worker(worker.pk)
    if (worker.employer_id, worker.profile) != (placement.cooperative_id, placement.profile):
        raise NotOurWorker


def _move(
    placement: Placement, name: str, *, version: int, by: ActorRef, reason: str = "", **facts: Any
) -> None:
    if placement.version != version:
        raise ChangedMeanwhile
    if reason and reason not in REASONS.get(name, ()):
        raise WrongReason
    placement.state = MACHINE.move(
        placement.state,
        name,
        part_of(by, placement),
        reason=reason,
        guards=GUARDS,
        facts={"placement": placement, **facts},
    )
    placement.reason = reason
    placement.moved_at = timezone.now()
    placement.version += 1
    placement.save(update_fields=["state", "reason", "moved_at", "version"])


def _shorten(designation: Designation, until: date) -> None:
    """`until` is the first day without it; one that had not begun is left without days."""
    during = designation.during
    if during.isempty or during.upper <= until:
        return
    designation.during = DateRange(during.lower, max(during.lower, until))
    designation.save(update_fields=["during"])


def _tell(placement: Placement, step: str, by: ActorRef) -> None:
    """Log it, let the town open or close its door, and let the other side know."""
    detail = {"step": step, "state": placement.state, "reason": placement.reason}
    record(kind="staffing_event", subject=placement, by=by, detail=detail)
    here = current_seat().ente_id
    if here == placement.town_id:
        align_access(placement=placement, by=by)
    for party in {placement.town_id, placement.cooperative_id} - {here}:
        emit(
            "placements.moved",
            to=party,
            key=f"{placement.source}:{placement.version}",
            payload={"placement_id": placement.pk, "step": step},
        )
