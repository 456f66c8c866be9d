"""People by API. What is searched is a name, so it travels in the body, never in an address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.api.asked import PageIn, body_of, page_answer, page_asked, paged
from ambito.api.problems import Undecided, refusing
from town.people.errors import ChangedMeanwhile
from town.people.models import Person
from town.people.operations import CHANGEABLE, change_person, register_person
from town.people.queries import access_person, page_of_people, similar_people
from town.people.serializers import PersonChangeIn, PersonIn, PersonOut, SearchIn
from town.receipts.calls import KEY, act_once

COMPARED = ("surname", "name", "birth_date", "codice_fiscale")


@requires("person_search")
class People(ViewSet):
    @extend_schema(parameters=[PageIn], request=SearchIn, responses=paged(PersonOut))
    def search(self, request: Request) -> Response:
        """Find people by a codice fiscale or by name, best first."""
        text = body_of(request, SearchIn)["text"]
        page = page_of_people(text=text, by=actor_of(request), asked=page_asked(request))
        return page_answer(page, PersonOut)

    @extend_schema(responses=PersonOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One person; the opening is logged."""
        return Response(PersonOut(access_person(pk=pk, by=actor_of(request))).data)

    @extend_schema(parameters=[KEY], request=PersonIn, responses={201: PersonOut})
    def create(self, request: Request) -> Response:
        """Write a person down. 409 with `alike` where the person may be known already."""
        actor, said = actor_of(request), body_of(request, PersonIn)
        if not said["other"]:
            alike = similar_people(by=actor, **{name: said[name] for name in COMPARED})
            if alike:
                sentence = _("Say which of these people it is, or that it is somebody else (`other`).")
                raise Undecided(sentence, [str(each.pk) for each in alike])
        pk = act_once(request, lambda: register_person(by=actor, **_data(said)))
        made = Person.objects.get(pk=pk, registered_by=actor.user_id)
        return Response(PersonOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=PersonChangeIn, responses=PersonOut)
    def update(self, request: Request, pk: UUID) -> Response:
        """Put all data of a person in the place of the old ones."""
        actor = actor_of(request)
        person = access_person(pk=pk, by=actor, part="data", lock=True)
        said = body_of(request, PersonChangeIn)
        with refusing(ChangedMeanwhile):
            change_person(person=person, version=said["version"], changes=_data(said), by=actor)
        return Response(PersonOut(person).data)


def _data(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in CHANGEABLE}
