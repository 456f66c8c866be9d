"""The desk by API: where referrals are, whose move it is, and what the desk decides."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.pages import page_of
from ambito.api.asked import PageIn, body_of, page_answer, page_asked, paged
from ambito.api.problems import refusing
from consortium.exchange import operations
from consortium.exchange.board import VERBS, told
from consortium.exchange.enums import Part
from consortium.exchange.errors import ExchangeRefusal
from consortium.exchange.models import Referral
from consortium.exchange.queries import access_referral, offered, open_referrals
from consortium.exchange.serializers import DecisionIn, DeskFullOut, DeskReferralOut
from consortium.registry.queries.enti import sister_towns


@requires("referral_desk")
class Desk(ViewSet):
    @extend_schema(parameters=[PageIn], responses=paged(DeskReferralOut))
    def list(self, request: Request) -> Response:
        """Referrals where somebody must move, the most urgent first."""
        return page_answer(page_of(open_referrals(), page_asked(request)), DeskReferralOut)

    @extend_schema(responses=DeskFullOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One referral with every step that the towns and the desk took."""
        del request
        return _shown(access_referral(referral_id=pk))

    @extend_schema(request=DecisionIn, responses=DeskFullOut)
    def decide(self, request: Request, pk: UUID) -> Response:
        """Confirm a refusal, uphold a dispute, or send it back to the receiving town."""
        found = access_referral(referral_id=pk, lock=True)
        said = body_of(request, DecisionIn)
        name = said.pop("decision")
        with refusing(ExchangeRefusal):
            operations.move(referral=found, name=name, by=actor_of(request), **said)
        return _shown(found)


def _shown(found: Referral) -> Response:
    moves = {move.name for move in offered(found, Part.DESK)}
    shown = {
        "referral": found,
        "decisions": [name for name in VERBS if name in moves],
        "steps": told(found, sister_towns()),
    }
    return Response(DeskFullOut(shown).data)
