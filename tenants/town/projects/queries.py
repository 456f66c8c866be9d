"""Reading projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from ambito.access.doors import open_one, show_uncounted
from ambito.access.pages import Asked, Page
from ambito.access.relations import visible_to
from ambito.tenancy.seats import ActorRef
from consortium.catalogue.queries import code, codes
from town.cases.models import Case
from town.projects.enums import CURRENT
from town.projects.models import Agreement, Objective, Project


@dataclass(frozen=True, slots=True)
class ObjectiveTold:
    objective: Objective
    outcome: str


@dataclass(frozen=True, slots=True)
class ProjectLine:
    project: Project
    kind: str
    objectives: int


def access_project(*, pk: UUID | str, by: ActorRef, lock: bool = False) -> Project:
    """The project with this key, logged as a part of its case that was opened; `Missing` otherwise."""
    rows = Project.objects.select_related("case__person").prefetch_related("case__team")
    return open_one(rows, pk=pk, by=by, kind="case_open", part="project", lock=lock)


def projects_of(case: Case, *, by: ActorRef) -> list[ProjectLine]:
    """The projects of a case, newest first."""
    rows = visible_to(Project.objects.filter(case=case), by).prefetch_related("objectives")
    return [
        ProjectLine(row, code("project_kinds", row.kind).label(), len(row.objectives.all()))
        for row in rows.order_by("-opened_at", "-pk")
    ]


def page_of_projects(case: Case, *, by: ActorRef, asked: Asked) -> Page[Project]:
    """The same projects as they are, page by page; the log has their ids."""
    rows = Project.objects.filter(case=case).prefetch_related(*_parts())
    return show_uncounted(rows.order_by("-opened_at", "-pk"), by=by, asked=asked)


def whole(project: Project) -> Project:
    """With its objectives and agreements, in their order."""
    prefetch_related_objects([project], *_parts())
    return project


def objectives_of(project: Project) -> list[ObjectiveTold]:
    """In the order in which they were written."""
    return [
        ObjectiveTold(row, code("objective_outcomes", row.outcome).label() if row.outcome else "")
        for row in project.objectives.order_by("position")
    ]


def current_objectives(case: Case) -> list[str]:
    """What is being worked on: the objectives of the agreed project that was opened last."""
    current = Project.objects.filter(case=case, state__in=CURRENT).order_by("-opened_at", "-pk").first()
    return [] if current is None else [row.text for row in current.objectives.order_by("position")]


def open_projects(case: Case) -> bool:
    return Project.objects.filter(case=case, closed_at=None).exists()


def _parts() -> tuple[Prefetch[Any], ...]:
    return (
        Prefetch("objectives", Objective.objects.order_by("position")),
        Prefetch("agreements", Agreement.objects.order_by("agreed_on", "pk")),
    )


def kind_choices(area: str) -> list[tuple[str, str]]:
    """The kinds of project of an area."""
    return [(kind.code, kind.label()) for kind in codes("project_kinds") if area in kind.many("areas")]
