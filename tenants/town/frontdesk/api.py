"""Contacts by API: record one, see the queue, open one, hand it over or close it."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.api.asked import PageIn, body_of, page_answer, page_asked, paged, query_of
from town.cases.errors import CaseRefusal
from town.frontdesk.errors import DeskRefusal
from town.frontdesk.operations import close_contact, hand_over, record_contact
from town.frontdesk.queries import access_contact, page_of_queue
from town.frontdesk.serializers import (
    ContactCloseIn,
    ContactFilterIn,
    ContactFullOut,
    ContactHandOverIn,
    ContactIn,
    ContactOut,
)
from town.people.queries import access_person
from town.receipts.calls import KEY, act_once


@requires("contact_write")
class Contacts(ViewSet):
    @extend_schema(parameters=[ContactFilterIn, PageIn], responses=paged(ContactOut))
    def list(self, request: Request) -> Response:
        """Those that wait, the most urgent first."""
        asked = query_of(request, ContactFilterIn)
        return page_answer(
            page_of_queue(by=actor_of(request), asked=page_asked(request), **asked), ContactOut
        )

    @extend_schema(responses=ContactFullOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One contact with what was said; the opening is logged."""
        return _shown(request, pk)

    @extend_schema(parameters=[KEY], request=ContactIn, responses={201: ContactFullOut})
    def create(self, request: Request) -> Response:
        """Record a contact. It waits in the queue unless its outcome ends it."""
        actor, said = actor_of(request), body_of(request, ContactIn)
        key = said.pop("person")
        person = access_person(pk=key, by=actor, part="contact") if key else None
        pk = act_once(request, lambda: record_contact(person=person, by=actor, **said))
        return _shown(request, pk, status.HTTP_201_CREATED)

    @extend_schema(parameters=[KEY], request=ContactCloseIn, responses=ContactFullOut)
    def close(self, request: Request, pk: UUID) -> Response:
        """Close a contact with its outcome."""
        actor = actor_of(request)
        contact = access_contact(pk=pk, by=actor, lock=True)
        said = body_of(request, ContactCloseIn)
        act_once(request, lambda: close_contact(contact=contact, by=actor, **said), DeskRefusal)
        return _shown(request, pk)


@requires("case_assign")
class Handovers(ViewSet):
    @extend_schema(parameters=[KEY], request=ContactHandOverIn, responses=ContactFullOut)
    def create(self, request: Request, pk: UUID) -> Response:
        """A case for the contact's person and, where named, its referent; `case` in the answer is its key."""
        actor = actor_of(request)
        contact = access_contact(pk=pk, by=actor, lock=True)
        said = body_of(request, ContactHandOverIn)
        act_once(request, lambda: hand_over(contact=contact, by=actor, **said), DeskRefusal, CaseRefusal)
        return _shown(request, pk)


def _shown(request: Request, pk: UUID | str, code: int = status.HTTP_200_OK) -> Response:
    return Response(ContactFullOut(access_contact(pk=pk, by=actor_of(request))).data, status=code)
