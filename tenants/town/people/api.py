"""People by API. What is searched is a name, so it travels in the body, never in an address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.api.access import key_of
from ambito.api.problems import Refused, Undecided
from town.people.errors import ChangedMeanwhile
from town.people.models import Person
from town.people.operations import CHANGEABLE, change_person, register_person
from town.people.queries import access_person, find_people, similar_people
from town.people.serializers import PersonChangeIn, PersonIn, PersonOut, SearchIn
from town.receipts.operations import once

COMPARED = ("surname", "name", "birth_date", "codice_fiscale")


@requires("person_search")
class People(ViewSet):
    @extend_schema(request=SearchIn, responses=PersonOut(many=True))
    def search(self, request: Request) -> Response:
        said = _said(SearchIn(data=request.data))
        return Response(PersonOut(find_people(text=said["text"], by=actor_of(request)), many=True).data)

    @extend_schema(responses=PersonOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(PersonOut(access_person(pk=pk, by=actor_of(request))).data)

    @extend_schema(request=PersonIn, responses={201: PersonOut})
    def create(self, request: Request) -> Response:
        actor, said = actor_of(request), _said(PersonIn(data=request.data))
        if not said["other"]:
            alike = similar_people(by=actor, **{name: said[name] for name in COMPARED})
            if alike:
                raise Undecided("Say which person it is, or `other`.", [str(each.pk) for each in alike])
        pk = once(
            key=key_of(request),
            by=actor,
            deed=lambda: str(register_person(by=actor, **_data(said)).pk),
        )
        made = Person.objects.get(pk=pk, registered_by=actor.user_id)
        return Response(PersonOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=PersonChangeIn, responses=PersonOut)
    def update(self, request: Request, pk: UUID) -> Response:
        actor = actor_of(request)
        person = access_person(pk=pk, by=actor, part="data", lock=True)
        said = _said(PersonChangeIn(data=request.data))
        try:
            change_person(person=person, version=said["version"], changes=_data(said), by=actor)
        except ChangedMeanwhile as refusal:
            raise Refused(str(refusal)) from refusal
        return Response(PersonOut(person).data)


def _said(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    said: dict[str, Any] = serializer.validated_data
    return said


def _data(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in CHANGEABLE}
