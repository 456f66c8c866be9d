"""Placements by API: the town asks and agrees, the cooperative designates, the consortium looks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.pages import page_of
from ambito.access.relations import visible_to
from ambito.api.asked import PageIn, body_of, page_answer, page_asked, paged
from ambito.api.fields import picked
from ambito.api.problems import refusing
from ambito.tenancy.context import current_seat
from consortium.placements import operations, queries
from consortium.placements.models import Placement
from consortium.placements.serializers import (
    CooperativeOut,
    PlacementIn,
    PlacementMoveIn,
    PlacementOut,
    WorkerOut,
)
from consortium.placements.steps import SENTENCES, STEPS
from consortium.registry.queries import partnerships
from consortium.workforce import queries as workforce


class Looking(ViewSet):
    """What all three kinds of host can do; each says below whose part it is."""

    @extend_schema(parameters=[PageIn], responses=paged(PlacementOut))
    def list(self, request: Request) -> Response:
        """The placements of this Ente, the latest moved first."""
        rows = visible_to(queries.placements(), actor_of(request))
        return page_answer(page_of(rows, page_asked(request)), PlacementOut)

    @extend_schema(responses=PlacementOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One placement with its designations."""
        return _shown(request, pk)


@requires("staffing_view")
class OfTown(Looking):
    """A town's own."""


@requires("placement_designate")
class OfCooperative(Looking):
    """A cooperative's own, and its workers."""

    @extend_schema(request=PlacementMoveIn, responses=PlacementOut)
    def moves(self, request: Request, pk: UUID) -> Response:
        """One move of the state table that is the cooperative's."""
        return _move(request, pk)

    @extend_schema(parameters=[PageIn], responses=paged(WorkerOut))
    def workers(self, request: Request) -> Response:
        """Whom the cooperative employs, by name."""
        employed = workforce.workers_employed_by(current_seat().ente_id)
        return page_answer(page_of(employed, page_asked(request)), WorkerOut)


@requires("placement_assign")
class OfConsortium(Looking):
    """All of the consortium's."""


@requires("placement_request")
class Requests(ViewSet):
    """What a town does."""

    @extend_schema(request=PlacementIn, responses={201: PlacementOut})
    def create(self, request: Request) -> Response:
        """Ask a cooperative for hours of a profession."""
        seat, said = current_seat(), body_of(request, PlacementIn)
        assert seat.consortium_id is not None  # noqa: S101 - an active town belongs to a consortium
        with refusing():
            made = operations.request_placement(
                consortium_id=seat.consortium_id,
                town_id=seat.ente_id,
                cooperative_id=said.pop("cooperative"),
                by=actor_of(request),
                **said,
            )
        return _shown(request, made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=PlacementMoveIn, responses=PlacementOut)
    def moves(self, request: Request, pk: UUID) -> Response:
        """One move of the state table that is the town's."""
        return _move(request, pk)

    @extend_schema(parameters=[PageIn], responses=paged(CooperativeOut))
    def cooperatives(self, request: Request) -> Response:
        """The cooperatives that work with the consortium today, by name."""
        consortium_id = current_seat().consortium_id
        assert consortium_id is not None  # noqa: S101 - an active town belongs to a consortium
        partners = partnerships.cooperatives_of(consortium_id, timezone.localdate())
        return page_answer(page_of(partners, page_asked(request)), CooperativeOut)


def _move(request: Request, pk: UUID) -> Response:
    by = actor_of(request)
    placement = queries.access_placement(pk=pk, by=by, lock=True)
    said = body_of(request, PlacementMoveIn)
    step = STEPS[said.pop("move")]
    answers = _with_worker(placement, said)
    with refusing(sentences=SENTENCES):
        step.act(placement=placement, by=by, **answers)
    return _shown(request, pk)


def _with_worker(placement: Placement, said: dict[str, Any]) -> dict[str, Any]:
    if "worker" not in said:
        return said
    employed = workforce.workers_employed_by(current_seat().ente_id)
    fit = [worker for worker in employed if worker.profile == placement.profile]
    sentence = _("Choose a worker of your cooperative with the profession that was asked for.")
    return {**said, "worker": picked(fit, said["worker"], "worker", sentence)}


def _shown(request: Request, pk: UUID, code: int = status.HTTP_200_OK) -> Response:
    placement = queries.access_placement(pk=pk, by=actor_of(request))
    return Response(PlacementOut(placement).data, status=code)
