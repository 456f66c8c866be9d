"""Who may call the API: the middleware has decided by the view's word; nobody without an actor gets here."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from ambito.tenancy.seats import ActorRef


class Member(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        del view
        return isinstance(getattr(request, "actor", None), ActorRef)


def key_of(request: Request) -> str:
    """The key that makes a call act once, however often it arrives; empty where none was sent."""
    return str(request.headers.get("Idempotency-Key", ""))
