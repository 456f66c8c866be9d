"""What other pages show of referrals."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from ambito.access.actors import actor_of
from ambito.access.permissions import may
from ambito.access.relations import visible_to
from consortium.catalogue.queries import codes
from town.cases.models import Case
from town.referrals.models import Incoming
from town.referrals.queries import sent_of
from town.referrals.rules import SEND, sends

OURS = [state.code for state in codes("referral_states") if state.more["whose_move"] == "receiver"]


def of_a_case(request: HttpRequest, case: object) -> str | None:
    actor = actor_of(request)
    if not isinstance(case, Case) or not may(actor, SEND):
        return None
    context = {
        "case": case,
        "lines": sent_of(case, by=actor),
        "may_send": sends(case, actor, timezone.localdate()),
    }
    return render_to_string("referrals/of_case.html", context, request)


def waiting(request: HttpRequest) -> int:
    """How many received referrals wait for a move of this town."""
    return visible_to(Incoming.objects.filter(state__in=OURS), actor_of(request)).count()
