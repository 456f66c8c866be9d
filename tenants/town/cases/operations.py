"""Opening a case, making its team, moving it, protecting it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from ambito.access.errors import MoveRefused
from ambito.access.permissions import may
from ambito.audit.operations import record
from ambito.tenancy.seats import ActorRef
from consortium.registry.queries.memberships import colleagues
from town.cases.enums import COORDINATOR, FITS, MACHINE, CaseState
from town.cases.errors import AlreadyOnTeam, ChangedMeanwhile, NoReader, NotAtWorkHere
from town.cases.models import Case, CaseReader, CaseStep, Series, TeamMember
from town.cases.rules import ASSIGN, GUARDS, OPEN_CASE, parts
from town.people.models import Person
from town.people.operations import keep_to


def open_case(*, person: Person, area: str, by: ActorRef, words: str = "") -> Case:
    """A reported case of a person whom the actor found, with the next number of the year."""
    if not may(by, OPEN_CASE):
        raise PermissionDenied
    case = Case.objects.create(number=_next_number(), person=person, area=area, opened_at=timezone.now())
    _step(case, "open", "", by, words=words)
    record(kind="case_state", subject=case, by=by, detail={"to": case.state})
    return case


def assign(
    *,
    case: Case,
    version: int,
    referent: UUID,
    by: ActorRef,
    others: Iterable[tuple[UUID, str]] = (),
    reason: str = "new_case",
) -> Case:
    """The coordinator names the referent, in place of the one of now, and the rest of the team.

    A reported case goes under assessment. Raises `ChangedMeanwhile`, `NotAtWorkHere`, `AlreadyOnTeam`.
    """
    _may_assign(case, version, by)
    today = timezone.localdate()
    for member in case.team.filter(role="referent", during__contains=today).exclude(user_id=referent):
        _end(member, today, by)
    if not case.team.filter(role="referent", user_id=referent, during__contains=today).exists():
        _join(case, referent, "referent", reason, by)
    for user_id, role in others:
        _join(case, user_id, role, reason, by)
    _renew(case)
    if case.state == CaseState.REPORTED:
        return move_case(case=case, name="assign", version=case.version, by=by)
    return case


def add_member(*, case: Case, version: int, user_id: UUID, role: str, reason: str, by: ActorRef) -> Case:
    """One more on the team, from today. Raises as `assign`."""
    _may_assign(case, version, by)
    _join(case, user_id, role, reason, by)
    return _renew(case)


def end_member(*, case: Case, version: int, member: UUID, by: ActorRef) -> Case:
    """The part ends now: the case closes to that person at the very next request."""
    _may_assign(case, version, by)
    for found in case.team.filter(pk=member, during__contains=timezone.localdate()):
        _end(found, timezone.localdate(), by)
    return _renew(case)


def move_case(
    *, case: Case, name: str, version: int, by: ActorRef, reason: str = "", words: str = ""
) -> Case:
    """One step of the state table, as the actor's part in the case allows.

    `reason` is a code of the closing reasons, `words` go encrypted into the step. Raises `ChangedMeanwhile`
    and the refusals of `ambito.access.errors`.
    """
    _is_current(case, version)
    today = timezone.localdate()
    target = _target(case, name, by, today, reason or words)
    source, case.state = case.state, target
    case.version += 1
    case.save(update_fields=["state", "version"])
    _step(case, name, source, by, reason=reason, words=words)
    record(kind="case_state", subject=case, by=by, detail={"move": name, "from": source, "to": target})
    return case


def lock_case(*, case: Case, version: int, readers: Iterable[UUID], by: ActorRef) -> Case:
    """From now on only `readers` see the case, and its person."""
    _may_assign(case, version, by)
    named = set(readers)
    if not named:
        raise NoReader
    CaseReader.objects.filter(case=case).delete()
    CaseReader.objects.bulk_create([CaseReader(case=case, user_id=user_id) for user_id in sorted(named)])
    case.locked = True
    return _protected(case, by)


def unlock_case(*, case: Case, version: int, by: ActorRef) -> Case:
    """Everybody whose part it is sees the case again; the person too, unless another case protects them."""
    _may_assign(case, version, by)
    CaseReader.objects.filter(case=case).delete()
    case.locked = False
    return _protected(case, by)


def _protected(case: Case, by: ActorRef) -> Case:
    _renew(case, "locked")
    readers = CaseReader.objects.filter(case__person_id=case.person_id, case__locked=True)
    keep_to(person=case.person, readers=set(readers.values_list("user_id", flat=True)))
    named = sorted(str(reader.user_id) for reader in case.readers.all())
    record(kind="case_lock", subject=case, by=by, detail={"locked": case.locked, "readers": named})
    return case


def _target(case: Case, name: str, by: ActorRef, today: date, why: str) -> str:
    """Where the move leads, by the first of the actor's parts that may make it."""
    facts = {"case": case, "actor": by, "on": today}
    refusal: MoveRefused | None = None
    for part in parts(case, by, today) or [""]:
        try:
            return MACHINE.move(case.state, name, part, reason=why, guards=GUARDS, facts=facts)
        except MoveRefused as refused:
            refusal = refused
    raise refusal or PermissionDenied


def _may_assign(case: Case, version: int, by: ActorRef) -> None:
    if not may(by, ASSIGN) or COORDINATOR not in parts(case, by, timezone.localdate()):
        raise PermissionDenied
    _is_current(case, version)


def _is_current(case: Case, version: int) -> None:
    if case.version != version:
        raise ChangedMeanwhile


def _join(case: Case, user_id: UUID, role: str, reason: str, by: ActorRef) -> None:
    """On the team from today."""
    first_day = timezone.localdate()
    held = {colleague.role for colleague in colleagues(first_day) if colleague.user_id == user_id}
    if not held & FITS.get(role, frozenset()):
        raise NotAtWorkHere
    member = TeamMember(
        case=case, user_id=user_id, role=role, during=DateRange(first_day, None), reason=reason
    )
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError:
        raise AlreadyOnTeam from None
    detail = {"case": case.pk, "user": user_id, "role": role, "first_date": first_day}
    record(kind="assignment", subject=member, by=by, detail=detail)


def _end(member: TeamMember, until: date, by: ActorRef) -> None:
    member.during = DateRange(member.during.lower, until)
    member.save(update_fields=["during"])
    detail = {"case": member.case_id, "user": member.user_id, "role": member.role, "until_date": until}
    record(kind="assignment", subject=member, by=by, detail=detail)


def _renew(case: Case, *fields: str) -> Case:
    case.version += 1
    case.save(update_fields=["version", *fields])
    case._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # noqa: SLF001 - the team has changed
    return case


def _step(case: Case, name: str, source: str, by: ActorRef, *, reason: str = "", words: str = "") -> None:
    CaseStep.objects.create(
        case=case,
        move=name,
        source=source,
        target=case.state,
        by_user=by.user_id,
        at=timezone.now(),
        reason=reason,
        words=words or None,
    )


def _next_number() -> str:
    year = timezone.localdate().year
    Series.objects.get_or_create(year=year)
    series = Series.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{year}-{series.last:04}"
