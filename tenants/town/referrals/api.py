"""Referrals by API: sending one, what each side sees of it, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.pages import page_of
from ambito.api.asked import PageIn, body_of, checked, page_answer, page_asked, paged, query_of
from ambito.api.fields import VersionIn
from ambito.tenancy.keys import uuid7
from consortium.exchange.enums import Part
from consortium.exchange.errors import ExchangeRefusal
from consortium.exchange.queries import offered
from town.cases.models import Case
from town.cases.queries import access_case
from town.people.queries import access_person
from town.receipts.calls import KEY, act_once
from town.referrals import operations, queries
from town.referrals import serializers as spoken
from town.referrals.errors import ReferralRefusal
from town.referrals.forms import OpenForm, assessors
from town.referrals.models import Incoming, Known, Outgoing
from town.referrals.packet import chosen, never, possible
from town.referrals.rules import sends
from town.referrals.seen import seen_by

REFUSALS = (ExchangeRefusal, ReferralRefusal)
OPEN_OR_ALL = [spoken.ReferralFilterIn, PageIn]


@requires("referral_send")
class Sending(ViewSet):
    @extend_schema(responses=paged(spoken.ReceiverOut), parameters=[PageIn])
    def receivers(self, request: Request) -> Response:
        """The towns that can receive from here."""
        return page_answer(page_of(queries.receivers(), page_asked(request)), spoken.ReceiverOut)

    @extend_schema(request=spoken.ReferralDraftIn, responses=spoken.PreviewOut)
    def preview(self, request: Request, case: UUID) -> Response:
        """What the other town would see, tier by tier. Nothing is saved or sent."""
        found, said = _sendable(request, case), body_of(request, spoken.ReferralDraftIn)
        items = possible(found, said)
        going = {item.code for item in chosen(items, said["items"])}
        preview = spoken.PreviewOut({"items": items, "never": never()}, context={"going": going})
        return Response(preview.data)

    @extend_schema(parameters=[KEY], request=spoken.ReferralIn, responses={201: spoken.SentFullOut})
    def create(self, request: Request, case: UUID) -> Response:
        """Seal the chosen items to the other town and send them."""
        actor, found, said = actor_of(request), _sendable(request, case), body_of(request, spoken.ReferralIn)
        del said["informed"]
        pk = act_once(
            request,
            lambda: operations.send_referral(referral_id=uuid7(), case=found, by=actor, **said),
            *REFUSALS,
        )
        return _sent(request, pk, status.HTTP_201_CREATED)


@requires("referral_send")
class Sent(ViewSet):
    @extend_schema(parameters=OPEN_OR_ALL, responses=paged(spoken.SentOut))
    def list(self, request: Request) -> Response:
        """What was sent from here, the most urgent first."""
        asked = query_of(request, spoken.ReferralFilterIn)
        page = queries.page_of_sent(by=actor_of(request), asked=page_asked(request), **asked)
        return page_answer(page, spoken.SentOut)

    @extend_schema(responses=spoken.SentFullOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One sent referral, with the answer that came back; the opening is logged."""
        return _sent(request, pk)

    @extend_schema(parameters=[KEY], request=spoken.SentMoveIn, responses=spoken.SentFullOut)
    def moves(self, request: Request, pk: UUID) -> Response:
        """Recall, answer or cancel."""
        actor = actor_of(request)
        found = queries.access_outgoing(pk=pk, by=actor, lock=True)
        said = body_of(request, spoken.SentMoveIn)
        name = said.pop("move")
        act_once(request, lambda: operations.move_sent(sent=found, name=name, by=actor, **said), *REFUSALS)
        return _sent(request, pk)


@requires("referral_receive")
class Received(ViewSet):
    @extend_schema(parameters=OPEN_OR_ALL, responses=paged(spoken.ReceivedOut))
    def list(self, request: Request) -> Response:
        """What came in, the most urgent first."""
        asked = query_of(request, spoken.ReferralFilterIn)
        page = queries.page_of_received(by=actor_of(request), asked=page_asked(request), **asked)
        return page_answer(page, spoken.ReceivedOut)

    @extend_schema(responses=spoken.ReceivedFullOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One received referral with the tiers that its state opens; every envelope opened is logged."""
        return _received(request, pk)

    @extend_schema(parameters=[KEY], request=spoken.OpeningIn, responses=spoken.ReceivedFullOut)
    def open(self, request: Request, pk: UUID) -> Response:
        """Open what is needed to decide, and say who assesses."""

        def deed(found: Incoming, said: dict[str, Any]) -> Known:
            named = said["assessor"] or actor_of(request).user_id
            checked(OpenForm({**said, "assessor": named}, colleagues=assessors()))
            return operations.open_referral(
                received=found, version=said["version"], assessor=named, by=actor_of(request)
            )

        return _step(request, pk, spoken.OpeningIn, deed)

    @extend_schema(parameters=[KEY], request=spoken.CompletionIn, responses=spoken.ReceivedFullOut)
    def complete(self, request: Request, pk: UUID) -> Response:
        """Tell the sending town how it went."""

        def deed(found: Incoming, said: dict[str, Any]) -> Known:
            return operations.complete(received=found, by=actor_of(request), **said)

        return _step(request, pk, spoken.CompletionIn, deed)

    @extend_schema(parameters=[KEY], request=spoken.ReceivedMoveIn, responses=spoken.ReceivedFullOut)
    def moves(self, request: Request, pk: UUID) -> Response:
        """A step that only moves: propose a refusal, ask, wait, start, cancel."""

        def deed(found: Incoming, said: dict[str, Any]) -> Known:
            name = said.pop("move")
            return operations.move_received(received=found, name=name, by=actor_of(request), **said)

        return _step(request, pk, spoken.ReceivedMoveIn, deed)


@requires("referral_packet_open")
class Packets(ViewSet):
    @extend_schema(parameters=[KEY], request=VersionIn, responses=spoken.ReceivedFullOut)
    def accept(self, request: Request, pk: UUID) -> Response:
        """Accept, and open the identity. Who is nobody's double is written down at once, with a case."""

        def deed(found: Incoming, said: dict[str, Any]) -> Known:
            operations.accept(received=found, by=actor_of(request), **said)
            return found

        return _step(request, pk, VersionIn, deed)

    @extend_schema(parameters=[KEY], request=spoken.TakeInIn, responses=spoken.ReceivedFullOut)
    def take_in(self, request: Request, pk: UUID) -> Response:
        """Say who the person is here: one of the doubles, or somebody new."""

        def deed(found: Incoming, said: dict[str, Any]) -> Known:
            actor, picked = actor_of(request), said["person"]
            person = access_person(pk=picked, by=actor) if picked else None
            return operations.take_in(received=found, person=person, by=actor)

        return _step(request, pk, spoken.TakeInIn, deed)


def _sendable(request: Request, case: UUID) -> Case:
    actor = actor_of(request)
    found = access_case(pk=case, by=actor, part="referral")
    if not sends(found, actor, timezone.localdate()):
        raise PermissionDenied
    return found


def _step(
    request: Request,
    pk: UUID,
    body: type[Serializer[Any]],
    deed: Callable[[Incoming, dict[str, Any]], Known],
) -> Response:
    found = queries.access_incoming(pk=pk, by=actor_of(request), lock=True)
    said = body_of(request, body)
    act_once(request, lambda: deed(found, said), *REFUSALS)
    return _received(request, pk)


def _sent(request: Request, pk: UUID | str, code: int = status.HTTP_200_OK) -> Response:
    actor = actor_of(request)
    found: Outgoing = queries.access_outgoing(pk=pk, by=actor)
    referral = queries.exchanged(found)
    moves = offered(referral, Part.SENDER) if sends(found.case, actor, timezone.localdate()) else []
    shown = {
        "referral": found,
        "answer": queries.answer_of(row=found, referral=referral, by=actor),
        "moves": [move.name for move in moves],
        "steps": queries.steps_of(referral),
    }
    return Response(spoken.SentFullOut(shown).data, status=code)


def _received(request: Request, pk: UUID) -> Response:
    actor = actor_of(request)
    found = queries.access_incoming(pk=pk, by=actor)
    seen = seen_by(actor, found)
    shown = {
        "referral": found,
        "sheets": [{"tier": tier, "items": items} for tier, items in seen.sheets],
        "doubles": None if seen.doubles is None else [person.pk for person in seen.doubles],
        "moves": seen.moves,
        "steps": seen.steps,
    }
    return Response(spoken.ReceivedFullOut(shown).data)
