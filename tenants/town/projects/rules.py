"""A project is seen by whoever sees its case, and written by the referents on the case's team."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from ambito.access.machine import Guard
from ambito.access.permissions import may
from ambito.access.relations import Relation, visible_to
from ambito.access.relations import sees as sees_row
from ambito.tenancy.seats import ActorRef
from town.cases.enums import REFERENT
from town.cases.models import Case
from town.cases.rules import parts
from town.projects.models import Project

WRITE = "project_write"


def visible(projects: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    return projects.filter(case__in=visible_to(Case.objects.all(), actor, on))


def sees(project: Project, actor: ActorRef, on: date) -> bool:
    return sees_row(project.case, actor, on)


def writes(case: Case, actor: ActorRef, on: date) -> bool:
    """Whether the actor writes the projects of this case on a day."""
    return may(actor, WRITE) and REFERENT in parts(case, actor, on)


def has_objective(*, project: Project) -> bool:
    return project.objectives.exists()


def all_judged(*, project: Project) -> bool:
    return not project.objectives.filter(outcome="").exists()


GUARDS: dict[str, Guard] = {"has_objective": has_objective, "all_judged": all_judged}
RELATION = Relation(visible=visible, sees=sees)
