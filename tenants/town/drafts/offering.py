"""What a page with a form knows of its drafts."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from ambito.access.actors import actor_of
from ambito.tenancy.keys import uuid7
from ambito.tenancy.routes import seat_of_request
from ambito.web.hooks import Drafts, Kept
from ambito.web.shell import inside_an_ente
from town.drafts.queries import own_drafts

FIELD = "draft"


def drafts_of(request: HttpRequest) -> Drafts | None:
    """Those that its author left, on a fresh form; one that comes back with errors goes on with its own."""
    if not in_a_town(request):
        return None
    sent = sent_draft(request)
    left = [] if sent else own_drafts(page=request.get_full_path(), by=actor_of(request))
    return Drafts(
        id=sent or uuid7(),
        keep_url=reverse("drafts:keep"),
        drop_url=reverse("drafts:drop"),
        kept=[Kept(draft.pk, draft.said, draft.saved_at) for draft in left],
    )


def in_a_town(request: HttpRequest) -> bool:
    """Drafts live in a town's own schema; the other Enti keep none."""
    return inside_an_ente() and seat_of_request(request).kind == "town"


def sent_draft(request: HttpRequest) -> UUID | None:
    """The draft of the form that was sent, if it has one."""
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
