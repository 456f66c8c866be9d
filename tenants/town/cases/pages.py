"""What every page of a case shows of it: head, team, tabs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ambito.access.actors import actor_of
from ambito.access.permissions import may
from ambito.access.relations import sees
from town.cases.enums import COORDINATOR
from town.cases.models import Case
from town.cases.queries import team_of, words
from town.cases.rules import ASSIGN, offers_any, parts
from town.people.describing import lead_of


def head(request: HttpRequest, case: Case, tab: str) -> dict[str, Any]:
    actor, today = actor_of(request), timezone.localdate()
    return {
        "case": case,
        "lead": lead_of(case.person),
        "tab": tab,
        "area": words("areas", case.area),
        "team": team_of(case),
        "may_assign": may(actor, ASSIGN) and COORDINATOR in parts(case, actor, today),
        "may_move": offers_any(case, actor, today),
        "may_open_person": sees(case.person, actor),
        "tabs": tabs(case, tab),
    }


def tabs(case: Case, tab: str) -> list[dict[str, Any]]:
    pages = (("summary", _("Summary"), "cases:case"), ("steps", _("Steps"), "cases:steps"))
    return [
        {"label": words, "url": reverse(name, args=[case.pk]), "current": key == tab}
        for key, words, name in pages
    ]
