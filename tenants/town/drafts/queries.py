"""One's own drafts. There is no other way to read one."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ambito.tenancy.seats import ActorRef
from town.drafts.models import Draft

# A fortnight away, and what was begun before is still there. Nobody needs it longer (GDPR art. 5.1 e).
LASTS = timedelta(days=14)
MOST = 3


def own_drafts(*, page: str, by: ActorRef) -> list[Draft]:
    """What the actor has left on this page, the last first."""
    living = Draft.objects.filter(Q(user_id=by.user_id), page=page, saved_at__gt=timezone.now() - LASTS)
    return list(living.order_by("-saved_at", "-pk")[:MOST])
