"""Which cooperatives work with which consortia. Each side sees only its own partnerships."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consortium.registry.models import Partnership, Profile


def cooperatives_of(consortium_id: UUID, on: date) -> list[Profile]:
    """The cooperatives that work with a consortium on a day, by name."""
    partners = Partnership.objects.filter(consortium_id=consortium_id, during__contains=on)
    return list(
        Profile.objects.filter(ente_id__in=partners.values("cooperative_id")).order_by("name", "ente_id")
    )


def consortia_of(cooperative_id: UUID, on: date) -> list[UUID]:
    """The consortia that a cooperative works with on a day."""
    partners = Partnership.objects.filter(cooperative_id=cooperative_id, during__contains=on)
    return list(partners.order_by("consortium_id").values_list("consortium_id", flat=True))
