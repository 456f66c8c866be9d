"""The directory by API: search, read, write, publish. Lists come in pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.errors import GuardRefused, MoveRefused
from ambito.access.pages import Page, page_of
from ambito.api.asked import PageIn, body_of, page_answer, page_asked, paged
from ambito.api.problems import Refused
from consortium.network import operations, queries
from consortium.network.enums import SENTENCES
from consortium.network.forms import SearchForm
from consortium.network.searching import find
from consortium.network.serializers import (
    ActorIn,
    ActorOut,
    MoveIn,
    ServiceChangeIn,
    ServiceIn,
    ServiceOut,
)
from consortium.registry.queries.enti import sister_towns

FILTERS = [
    OpenApiParameter("q", str),
    OpenApiParameter("kind", str, description="Code of directory_taxonomy."),
    OpenApiParameter("group", str, description="Code of areas."),
    OpenApiParameter("town", UUID),
    OpenApiParameter("open_now", bool),
]


@requires("directory_read")
class Services(ViewSet):
    """Whoever reads may search; writing is refused by the operations to who does not keep the page."""

    @extend_schema(parameters=[*FILTERS, PageIn], responses=paged(ServiceOut))
    def list(self, request: Request) -> Response:
        """Published services, the best first."""
        form = SearchForm(request.query_params, towns=sister_towns())
        found = page_of(find(form.asked), page_asked(request))
        rows = [card.service for card in queries.cards(found.rows, timezone.now())]
        return page_answer(Page(rows, found.number, found.next), ServiceOut)

    @extend_schema(responses=ServiceOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(ServiceOut(queries.access_service(pk=pk, by=actor_of(request))).data)

    @extend_schema(request=ServiceIn, responses={201: ServiceOut})
    def create(self, request: Request) -> Response:
        """A draft. The same name twice for a body is refused, so a call that arrives twice acts once."""
        by, said = actor_of(request), body_of(request, ServiceIn)
        actor = queries.access_actor(pk=said.pop("actor", UUID(int=0)), by=by)
        made = _done(lambda: operations.write_service(actor=actor, said=said, by=by))
        return self._answer(request, made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=ServiceChangeIn, responses=ServiceOut)
    def update(self, request: Request, pk: UUID) -> Response:
        by, said = actor_of(request), body_of(request, ServiceChangeIn)
        service = queries.access_service(pk=pk, by=by, lock=True)
        version = said.pop("version")
        _done(lambda: operations.change_service(service=service, said=said, version=version, by=by))
        return self._answer(request, pk)

    @extend_schema(request=MoveIn, responses=ServiceOut)
    def moves(self, request: Request, pk: UUID) -> Response:
        by, said = actor_of(request), body_of(request, MoveIn)
        service = queries.access_service(pk=pk, by=by, lock=True)
        name = said.pop("move")
        _done(lambda: operations.move_service(service=service, name=name, by=by, **said))
        return self._answer(request, pk)

    def _answer(self, request: Request, pk: UUID, code: int = status.HTTP_200_OK) -> Response:
        row = queries.access_service(pk=pk, by=actor_of(request))
        return Response(ServiceOut(row).data, status=code)


@requires("directory_read")
class Actors(ViewSet):
    @extend_schema(parameters=[PageIn], responses=paged(ActorOut))
    def list(self, request: Request) -> Response:
        """The bodies of the consortium, by name."""
        return page_answer(page_of(queries.actors(actor_of(request)), page_asked(request)), ActorOut)

    @extend_schema(request=ActorIn, responses={201: ActorOut})
    def create(self, request: Request) -> Response:
        """Add a body to the directory of the consortium."""
        by, said = actor_of(request), body_of(request, ActorIn)
        made = _done(lambda: operations.register_actor(said=said, by=by))
        return Response(ActorOut(made).data, status=status.HTTP_201_CREATED)


Made = TypeVar("Made")


def _done(deed: Callable[[], Made]) -> Made:
    """What the operation answers; a rule that says no is told in the sentence of the page."""
    try:
        with transaction.atomic():
            return deed()
    except GuardRefused as refusal:
        raise Refused(str(SENTENCES.get(refusal.guard, refusal)), code=refusal.code) from refusal
    except MoveRefused as refusal:
        raise Refused(str(refusal), code=refusal.code) from refusal
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages), code="refused") from refusal
