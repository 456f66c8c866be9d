"""Projects by API: those of a case, and their steps from the objectives to the outcome given back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer, ValidationError
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import member, requires
from ambito.api.asked import PageIn, body_of, page_answer, page_asked, paged
from ambito.api.fields import VersionIn
from town.cases.queries import access_case
from town.projects import operations
from town.projects.errors import ProjectRefusal
from town.projects.models import Project
from town.projects.queries import access_project, kind_choices, page_of_projects, whole
from town.projects.serializers import (
    AgreementIn,
    ProjectCloseIn,
    ProjectIn,
    ProjectOut,
    ProjectReturnIn,
    ProjectRewriteIn,
)
from town.receipts.calls import KEY, act_once


@member
class CaseProjects(ViewSet):
    """Whoever sees the case sees its projects; whether one may write, the operation says."""

    @extend_schema(parameters=[PageIn], responses=paged(ProjectOut))
    def list(self, request: Request, case: UUID) -> Response:
        """The projects of a case, newest first."""
        actor = actor_of(request)
        found = access_case(pk=case, by=actor, part="project")
        return page_answer(page_of_projects(found, by=actor, asked=page_asked(request)), ProjectOut)

    @extend_schema(parameters=[KEY], request=ProjectIn, responses={201: ProjectOut})
    def create(self, request: Request, case: UUID) -> Response:
        """A project that is being written, with its first objectives."""
        actor = actor_of(request)
        found = access_case(pk=case, by=actor, part="project")
        said = body_of(request, ProjectIn)
        if said["kind"] not in dict(kind_choices(found.area)):
            raise ValidationError({"kind": [_("Choose a kind of project of the area of the case.")]})
        pk = act_once(request, lambda: operations.open_project(case=found, by=actor, **said), ProjectRefusal)
        return _shown(request, pk, status.HTTP_201_CREATED)


@member
class Projects(ViewSet):
    @extend_schema(responses=ProjectOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One project with objectives and agreements; the opening of its case is logged."""
        return _shown(request, pk)


@requires("project_write")
class ProjectSteps(ViewSet):
    @extend_schema(parameters=[KEY], request=ProjectRewriteIn, responses=ProjectOut)
    def rewrite(self, request: Request, pk: UUID) -> Response:
        """Write the objectives anew; an agreed project has to be agreed again."""
        return _done(request, pk, ProjectRewriteIn, operations.rewrite)

    @extend_schema(parameters=[KEY], request=AgreementIn, responses=ProjectOut)
    def agree(self, request: Request, pk: UUID) -> Response:
        """The person agrees to the objectives."""
        return _done(request, pk, AgreementIn, operations.agree)

    @extend_schema(parameters=[KEY], request=VersionIn, responses=ProjectOut)
    def start(self, request: Request, pk: UUID) -> Response:
        """The agreed project begins."""
        return _done(request, pk, VersionIn, operations.start)

    @extend_schema(parameters=[KEY], request=ProjectCloseIn, responses=ProjectOut)
    def close(self, request: Request, pk: UUID) -> Response:
        """Say how every objective went, and close."""
        return _done(request, pk, ProjectCloseIn, operations.close)

    @extend_schema(parameters=[KEY], request=ProjectReturnIn, responses=ProjectOut)
    def give_back(self, request: Request, pk: UUID) -> Response:
        """The outcome was told to the person."""
        return _done(request, pk, ProjectReturnIn, operations.return_outcome)


def _done(request: Request, pk: UUID, body: type[Serializer[Any]], step: Callable[..., Project]) -> Response:
    actor = actor_of(request)
    project = access_project(pk=pk, by=actor, lock=True)
    said = body_of(request, body)
    act_once(request, lambda: step(project=project, by=actor, **said), ProjectRefusal)
    return _shown(request, pk)


def _shown(request: Request, pk: UUID | str, code: int = status.HTTP_200_OK) -> Response:
    project = access_project(pk=pk, by=actor_of(request))
    return Response(ProjectOut(whole(project)).data, status=code)
