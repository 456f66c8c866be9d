"""Cases by API: what one sees, the team, and the moves of the state table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import member
from ambito.api.asked import PageIn, body_of, checked, page_answer, page_asked, paged, query_of
from town.cases import operations
from town.cases.enums import MACHINE
from town.cases.errors import CaseRefusal
from town.cases.forms import MoveForm
from town.cases.models import Case
from town.cases.queries import access_case, uncounted_cases
from town.cases.serializers import CaseAssignIn, CaseFilterIn, CaseIn, CaseMoveIn, CaseOut
from town.people.queries import access_person
from town.receipts.calls import KEY, act_once


@member
class Cases(ViewSet):
    """Whoever sees no case gets an empty list: what one sees is decided case by case."""

    @extend_schema(parameters=[CaseFilterIn, PageIn], responses=paged(CaseOut))
    def list(self, request: Request) -> Response:
        """The cases that one sees, open ones unless a state is asked, newest first."""
        asked = query_of(request, CaseFilterIn)
        return page_answer(uncounted_cases(by=actor_of(request), asked=page_asked(request), **asked), CaseOut)

    @extend_schema(responses=CaseOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One case; the opening is logged."""
        return _shown(request, pk)

    @extend_schema(parameters=[KEY], request=CaseIn, responses={201: CaseOut})
    def create(self, request: Request) -> Response:
        """Open a reported case of a person."""
        actor, said = actor_of(request), body_of(request, CaseIn)
        person = access_person(pk=said.pop("person"), by=actor)
        pk = act_once(request, lambda: operations.open_case(person=person, by=actor, **said), CaseRefusal)
        return _shown(request, pk, status.HTTP_201_CREATED)

    @extend_schema(parameters=[KEY], request=CaseAssignIn, responses=CaseOut)
    def assign(self, request: Request, pk: UUID) -> Response:
        """Name the referent and the rest of the team; a reported case goes under assessment."""
        actor = actor_of(request)
        case = access_case(pk=pk, by=actor, part="team", lock=True)
        said = body_of(request, CaseAssignIn)
        others = [(one["user_id"], one["role"]) for one in said.pop("others")]
        act_once(request, lambda: operations.assign(case=case, others=others, by=actor, **said), CaseRefusal)
        return _shown(request, pk)

    @extend_schema(parameters=[KEY], request=CaseMoveIn, responses=CaseOut)
    def moves(self, request: Request, pk: UUID) -> Response:
        """One move of the state table, as one's part in the case allows."""
        actor = actor_of(request)
        case = access_case(pk=pk, by=actor, part="state", lock=True)
        said = body_of(request, CaseMoveIn)
        _check(case, said)
        name = said.pop("move")
        act_once(request, lambda: operations.move_case(case=case, name=name, by=actor, **said), CaseRefusal)
        return _shown(request, pk)


def _check(case: Case, said: dict[str, Any]) -> None:
    """What the page's form asks of this move; one that is not possible now the operation refuses."""
    arrows = [move for move in MACHINE.moves if (move.source, move.name) == (case.state, said["move"])]
    if arrows:
        checked(MoveForm(said, moves=arrows))


def _shown(request: Request, pk: UUID | str, code: int = status.HTTP_200_OK) -> Response:
    return Response(CaseOut(access_case(pk=pk, by=actor_of(request))).data, status=code)
