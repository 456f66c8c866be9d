"""The pool by API, on the consortium's host: agreements, allocations and what each town has of it."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.pages import page_of
from ambito.access.relations import visible_to
from ambito.api.asked import PageIn, body_of, page_answer, page_asked, paged
from ambito.api.fields import picked
from ambito.api.problems import refusing
from ambito.tenancy.context import current_seat
from consortium.pool import operations, queries
from consortium.pool.forms import shared
from consortium.pool.serializers import (
    AllocationEndIn,
    AllocationIn,
    AllocationOut,
    PoolAgreementIn,
    PoolAgreementOut,
    PooledOut,
    TownPoolOut,
)
from consortium.registry.queries import enti


@requires("placement_assign")
class Allocations(ViewSet):
    @extend_schema(parameters=[PageIn], responses=paged(AllocationOut))
    def list(self, request: Request) -> Response:
        """Those that run today or begin later, by worker."""
        rows = visible_to(queries.allocations_on(timezone.localdate()), actor_of(request))
        return page_answer(page_of(rows, page_asked(request)), AllocationOut)

    @extend_schema(responses=AllocationOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One allocation."""
        return Response(AllocationOut(queries.access_allocation(pk=pk, by=actor_of(request))).data)

    @extend_schema(request=AllocationIn, responses={201: AllocationOut})
    def create(self, request: Request) -> Response:
        """Give a town hours of a pooled professional, and the professional a dated membership there."""
        said = body_of(request, AllocationIn)
        pooled = shared(queries.pooled_workers(current_seat().ente_id))
        worker = picked(pooled, said.pop("worker"), "worker", _("Choose a professional of the pool."))
        town_id = _town(said.pop("town"))
        with refusing():
            made = operations.allocate(worker=worker, town_id=town_id, by=actor_of(request), **said)
        return Response(AllocationOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=AllocationEndIn, responses=AllocationOut)
    def end(self, request: Request, pk: UUID) -> Response:
        """Set the last day of work in the town; access ends with it."""
        by = actor_of(request)
        allocation = queries.access_allocation(pk=pk, by=by, lock=True)
        said = body_of(request, AllocationEndIn)
        with refusing():
            operations.end_allocation(allocation=allocation, by=by, **said)
        return Response(AllocationOut(allocation).data)


@requires("placement_assign")
class Agreements(ViewSet):
    @extend_schema(parameters=[PageIn], responses=paged(PoolAgreementOut))
    def list(self, request: Request) -> Response:
        """Those that have not ended, by town."""
        rows = queries.agreements(timezone.localdate())
        return page_answer(page_of(rows, page_asked(request)), PoolAgreementOut)

    @extend_schema(request=PoolAgreementIn, responses={201: PoolAgreementOut})
    def create(self, request: Request) -> Response:
        """A town agrees hours of a profession."""
        said = body_of(request, PoolAgreementIn)
        town_id = _town(said.pop("town"))
        with refusing():
            made = operations.agree_hours(
                consortium_id=current_seat().ente_id, town_id=town_id, by=actor_of(request), **said
            )
        return Response(PoolAgreementOut(made).data, status=status.HTTP_201_CREATED)


@requires("placement_assign")
class PoolFigures(ViewSet):
    @extend_schema(parameters=[PageIn], responses=paged(TownPoolOut))
    def towns(self, request: Request) -> Response:
        """What every town of the consortium agreed and has today, by name."""
        figures = queries.figures(current_seat().ente_id, timezone.localdate())
        return page_answer(page_of(figures, page_asked(request)), TownPoolOut)

    @extend_schema(parameters=[PageIn], responses=paged(PooledOut))
    def workers(self, request: Request) -> Response:
        """The professionals who may be allocated, by name."""
        pooled = shared(queries.pooled_workers(current_seat().ente_id))
        return page_answer(page_of(pooled, page_asked(request)), PooledOut)


def _town(key: UUID) -> UUID:
    """A town of this consortium."""
    if key not in {town.ente_id for town in enti.towns_of(current_seat().ente_id)}:
        raise ValidationError({"town": [_("Choose a town of the consortium.")]})
    return key
