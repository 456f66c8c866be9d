"""What other apps are told of projects."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from ambito.access.actors import actor_of
from town.cases.models import Case
from town.projects.queries import open_projects, projects_of
from town.projects.rules import writes


def of_a_case(request: HttpRequest, case: object) -> str | None:
    if not isinstance(case, Case):
        return None
    actor = actor_of(request)
    context = {
        "case": case,
        "lines": projects_of(case, by=actor),
        "may_write": writes(case, actor, timezone.localdate()),
    }
    return render_to_string("projects/of_case.html", context, request)


def in_the_way(case: Case) -> Iterable[str]:
    """A case is not closed while a project of it is open."""
    return [_("A project is still open: close it first.")] if open_projects(case) else []
