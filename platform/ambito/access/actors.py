"""Who acts in a request that the middleware let through."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ambito.access.permissions import may
from ambito.tenancy.seats import ActorRef


def actor_of(request: object) -> ActorRef:
    """The actor of a member's request, or of a call of the API; `PermissionDenied` where nobody acts."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, ActorRef):
        raise PermissionDenied
    return actor


def allows(request: HttpRequest, capability: str) -> bool:
    """Whether whoever acts in this request, if anybody, has a capability in any form."""
    return may(getattr(request, "actor", None), capability)
