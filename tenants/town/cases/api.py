"""Cases by API: what one sees, and the moves of the state table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import member
from ambito.access.errors import MoveRefused
from ambito.api.access import key_of
from ambito.api.problems import Refused
from ambito.tenancy.seats import ActorRef
from town.cases import operations
from town.cases.errors import CaseRefusal
from town.cases.models import Case
from town.cases.queries import access_case, list_cases
from town.cases.serializers import AssignIn, CaseOut, MoveIn, OpenIn
from town.people.queries import access_person
from town.receipts.operations import once

FILTERS = [OpenApiParameter("state", str), OpenApiParameter("area", str)]


@member
class Cases(ViewSet):
    """Whoever sees no case gets an empty list: what one sees is decided case by case."""

    @extend_schema(parameters=FILTERS, responses=CaseOut(many=True))
    def list(self, request: Request) -> Response:
        state, area = (request.query_params.get(name, "") for name in ("state", "area"))
        lines = list_cases(by=actor_of(request), state=state, area=area)
        return Response(CaseOut([line.case for line in lines], many=True).data)

    @extend_schema(responses=CaseOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(CaseOut(access_case(pk=pk, by=actor_of(request))).data)

    @extend_schema(request=OpenIn, responses={201: CaseOut})
    def create(self, request: Request) -> Response:
        actor, said = actor_of(request), _said(OpenIn(data=request.data))
        person = access_person(pk=said["person"], by=actor)
        return _once(
            request,
            lambda: operations.open_case(person=person, area=said["area"], words=said["words"], by=actor),
            status.HTTP_201_CREATED,
        )

    @extend_schema(request=AssignIn, responses=CaseOut)
    def assign(self, request: Request, pk: UUID) -> Response:
        actor, said = actor_of(request), _said(AssignIn(data=request.data))
        case = access_case(pk=pk, by=actor, part="team", lock=True)
        others = [(one["user_id"], one["role"]) for one in said.pop("others")]
        return _once(request, lambda: operations.assign(case=case, others=others, by=actor, **said))

    @extend_schema(request=MoveIn, responses=CaseOut)
    def moves(self, request: Request, pk: UUID) -> Response:
        actor, said = actor_of(request), _said(MoveIn(data=request.data))
        case = access_case(pk=pk, by=actor, part="state", lock=True)
        name = said.pop("move")
        return _once(request, lambda: operations.move_case(case=case, name=name, by=actor, **said))


def _said(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    said: dict[str, Any] = serializer.validated_data
    return said


def _once(request: Request, deed: Callable[[], Case], code: int = status.HTTP_200_OK) -> Response:
    actor: ActorRef = actor_of(request)
    try:
        pk = once(key=key_of(request), by=actor, deed=lambda: str(deed().pk))
    except (CaseRefusal, MoveRefused) as refusal:
        raise Refused(str(refusal), code=getattr(refusal, "code", None)) from refusal
    return Response(CaseOut(access_case(pk=pk, by=actor)).data, status=code)
