"""Writing a project, agreeing it, carrying it out, closing it, giving its outcome back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ambito.access.errors import GuardRefused
from ambito.audit.operations import record
from ambito.tenancy.seats import ActorRef
from town.cases.models import Case
from town.projects.enums import MACHINE, AgreedBy, ProjectState
from town.projects.errors import ChangedMeanwhile, NotClosed, NothingToAgree, NotJudged, NotYetAgreed
from town.projects.models import Agreement, Objective, Project
from town.projects.rules import GUARDS, writes

REFUSED = {"has_objective": NothingToAgree, "all_judged": NotJudged}


def open_project(*, case: Case, kind: str, objectives: Sequence[str], by: ActorRef) -> Project:
    """A project that is being written, with its first objectives. `case` comes from its door."""
    _may_write(case, by)
    project = Project.objects.create(case=case, kind=kind)
    _write(project, objectives)
    _version(project, by, "open")
    return project


def rewrite(*, project: Project, version: int, objectives: Sequence[str], by: ActorRef) -> Project:
    """Put these objectives in the place of the old ones; an agreed project has to be agreed anew."""
    _current(project, version, by)
    if project.state != ProjectState.DRAFT:
        _move(project, "rewrite")
    project.objectives.all().delete()
    _write(project, objectives)
    return _save(project, by, "rewrite")


def agree(
    *, project: Project, version: int, with_whom: str, how: AgreedBy, agreed_on: date, by: ActorRef
) -> Project:
    """The person agrees. Raises `NothingToAgree`, `NotYetAgreed` (a day in the future)."""
    _current(project, version, by)
    if agreed_on > timezone.localdate():
        raise NotYetAgreed
    _move(project, "agree")
    agreement = Agreement.objects.create(
        project=project, with_whom=with_whom, how=how, agreed_on=agreed_on, by_user=by.user_id
    )
    detail = {"project": project.pk, "how": str(how), "agreed_date": agreed_on}
    record(kind="agreement", subject=agreement, by=by, detail=detail)
    return _save(project, by, "agree")


def start(*, project: Project, version: int, by: ActorRef) -> Project:
    _current(project, version, by)
    _move(project, "start")
    return _save(project, by, "start")


def close(*, project: Project, version: int, outcomes: Mapping[UUID, str], by: ActorRef) -> Project:
    """Judge every objective (codes of the objective outcomes) and close. Raises `NotJudged`."""
    _current(project, version, by)
    for objective in project.objectives.order_by("position"):
        objective.outcome = outcomes.get(objective.pk, objective.outcome)
        objective.save(update_fields=["outcome"])
    _move(project, "close")
    project.closed_at = timezone.now()
    return _save(project, by, "close")


def return_outcome(*, project: Project, version: int, returned_on: date, by: ActorRef) -> Project:
    """The outcome was told to the person. Raises `NotClosed`, `NotYetAgreed`."""
    _current(project, version, by)
    if project.state != ProjectState.CLOSED:
        raise NotClosed
    if returned_on > timezone.localdate():
        raise NotYetAgreed
    project.returned_on = returned_on
    record(kind="outcome_returned", subject=project, by=by, detail={"returned_date": returned_on})
    return _save(project, by, "return")


def _may_write(case: Case, by: ActorRef) -> None:
    if not writes(case, by, timezone.localdate()):
        raise PermissionDenied


def _current(project: Project, version: int, by: ActorRef) -> None:
    _may_write(project.case, by)
    if project.version != version:
        raise ChangedMeanwhile


def _move(project: Project, name: str) -> None:
    try:
        project.state = MACHINE.move(
            project.state, name, "referent", guards=GUARDS, facts={"project": project}
        )
    except GuardRefused as refusal:
        raise REFUSED[refusal.guard] from refusal


def _write(project: Project, objectives: Sequence[str]) -> None:
    for position, text in enumerate(objectives, start=1):
        Objective(project=project, position=position, text=text).save(force_insert=True)


def _save(project: Project, by: ActorRef, deed: str) -> Project:
    project.version += 1
    project.save(update_fields=["state", "closed_at", "returned_on", "version"])
    _version(project, by, deed)
    return project


def _version(project: Project, by: ActorRef, deed: str) -> None:
    detail = {"deed": deed, "version": project.version, "case": project.case_id}
    record(kind="project_version", subject=project, by=by, detail=detail)
