"""What other pages show of referrals."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from ambito.access.actors import actor_of
from ambito.access.permissions import may
from town.cases.models import Case
from town.referrals import queries
from town.referrals.rules import SEND, sends


def of_a_case(request: HttpRequest, case: object) -> str | None:
    actor = actor_of(request)
    if not isinstance(case, Case) or not may(actor, SEND):
        return None
    context = {
        "case": case,
        "lines": queries.sent_of(case, by=actor),
        "may_send": sends(case, actor, timezone.localdate()),
    }
    return render_to_string("referrals/of_case.html", context, request)


def waiting(request: HttpRequest) -> int:
    """How many received referrals wait for a move of this town."""
    return queries.waiting(by=actor_of(request))
