"""The desk of the consortium: where referrals are and whose move it is. Never who they are about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.errors import MoveRefused
from ambito.web.messages import say
from consortium.exchange import operations
from consortium.exchange.board import VERBS, flow_table, lines_of, state_figures, told
from consortium.exchange.enums import Part
from consortium.exchange.errors import ExchangeRefusal, MovedMeanwhile
from consortium.exchange.forms import DeskForm
from consortium.exchange.models import Referral
from consortium.exchange.queries import access_referral, offered, open_referrals
from consortium.registry.queries.enti import sister_towns

READ = require_http_methods(["GET", "HEAD"])
READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
A_PAGE = 50
# What the desk decides here; rerouting waits for the sender to seal anew.
DECISIONS = ("confirm", "uphold_dispute", "send_back")


@READ
@requires("referral_desk")
def board(request: HttpRequest) -> HttpResponse:
    towns = sister_towns()
    page = Paginator(open_referrals(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "figures": state_figures(),
        "flows": flow_table(towns),
        "towns": towns,
        "page": page,
        "lines": lines_of(page.object_list, towns),
        "now": timezone.now(),
    }
    return render(request, "exchange/board.html", context)


@READ
@requires("referral_desk")
def referral(request: HttpRequest, pk: UUID) -> HttpResponse:
    return render(request, "exchange/referral.html", _shown(access_referral(referral_id=pk)))


@READ_OR_SEND
@requires("referral_desk")
def decision(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    if name not in DECISIONS:
        raise Http404
    found = access_referral(referral_id=pk, lock=request.method == "POST")
    form = DeskForm(request.POST or None, initial={"version": found.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with transaction.atomic():
                    operations.move(referral=found, name=name, by=actor_of(request), **form.cleaned_data)
            except (ExchangeRefusal, MoveRefused) as refusal:
                status = 409 if isinstance(refusal, MovedMeanwhile) else 422
                form.add_error(None, str(refusal))
                found.refresh_from_db()
            else:
                say(request, "exchange.decided", number=found.number)
                return redirect("exchange:referral", pk=found.pk)
    context = {**_shown(found), "form": form, "verb": VERBS[name]}
    return render(request, "exchange/decision.html", context, status=status)


def _shown(found: Referral) -> dict[str, Any]:
    towns = sister_towns()
    moves = {move.name for move in offered(found, Part.DESK)}
    return {
        "line": lines_of([found], towns)[0],
        "steps": told(found, towns),
        "decisions": [(name, VERBS[name]) for name in DECISIONS if name in moves],
    }
