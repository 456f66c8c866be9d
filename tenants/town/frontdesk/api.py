"""Contacts by API: record one, see the queue, open one."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.api.access import key_of
from town.frontdesk.operations import record_contact
from town.frontdesk.queries import access_contact, queue
from town.frontdesk.serializers import ContactFullOut, ContactIn, ContactOut
from town.people.queries import access_person
from town.receipts.operations import once

FILTERS = [OpenApiParameter("area", str), OpenApiParameter("urgency", str)]


@requires("contact_write")
class Contacts(ViewSet):
    @extend_schema(parameters=FILTERS, responses=ContactOut(many=True))
    def list(self, request: Request) -> Response:
        """Those that wait, the most urgent first."""
        asked = {name: request.query_params.get(name, "") for name in ("area", "urgency")}
        lines = queue(by=actor_of(request), **asked)
        return Response(ContactOut([line.contact for line in lines], many=True).data)

    @extend_schema(responses=ContactFullOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(ContactFullOut(access_contact(pk=pk, by=actor_of(request))).data)

    @extend_schema(request=ContactIn, responses={201: ContactFullOut})
    def create(self, request: Request) -> Response:
        actor, sent = actor_of(request), ContactIn(data=request.data)
        sent.is_valid(raise_exception=True)
        said = dict(sent.validated_data)
        key = said.pop("person")
        person = access_person(pk=key, by=actor, part="contact") if key else None
        pk = once(
            key=key_of(request),
            by=actor,
            deed=lambda: str(record_contact(person=person, by=actor, **said).pk),
        )
        made = access_contact(pk=pk, by=actor)
        return Response(ContactFullOut(made).data, status=status.HTTP_201_CREATED)
