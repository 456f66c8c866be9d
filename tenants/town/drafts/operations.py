"""Keeping what is typed, and letting it go.

No row of the log: a draft is read by its author alone, and the log tells what is saved.
"""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ambito.tenancy.seats import ActorRef
from town.drafts.errors import NotOwn
from town.drafts.models import Draft
from town.drafts.queries import LASTS


@transaction.atomic
def keep_draft(*, pk: UUID, page: str, said: str, by: ActorRef) -> Draft:
    """Write down what the form holds now, in place of what it held before.

    Raises `NotOwn` for somebody else's draft, `PermissionDenied` for the system, which types nothing.
    """
    if by.user_id is None:
        raise PermissionDenied
    Draft.objects.bulk_create([Draft(pk=pk, user_id=by.user_id, page=page, said="")], ignore_conflicts=True)
    draft = Draft.objects.select_for_update().filter(pk=pk, user_id=by.user_id).first()
    if draft is None:
        raise NotOwn
    draft.page, draft.said, draft.saved_at = page, said, timezone.now()
    draft.save()
    return draft


def drop_draft(*, pk: UUID, by: ActorRef) -> None:
    """Its form was saved, or its author wants it no more. Nothing happens where there is none."""
    Draft.objects.filter(Q(user_id=by.user_id), pk=pk).delete()


def purge_expired() -> int:
    """Delete what is too old to be offered; how many."""
    return Draft.objects.filter(saved_at__lte=timezone.now() - LASTS).delete()[0]
