"""Which cooperatives work with which consortia. Each side sees only its own partnerships."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ambito.access.doors import Missing
from ambito.tenancy.context import current_seat
from consortium.registry.enums import EnteKind, EnteState
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


def partnerships() -> QuerySet[Partnership]:
    """Those of the Ente that we are inside, of either side, the latest begun first."""
    return Partnership.objects.filter(during__isempty=False).order_by("-during", "id")


def access_partnership(*, pk: UUID, lock: bool = False) -> Partnership:
    """A partnership of the consortium that we are inside, or `Missing`."""
    rows = Partnership.objects.filter(pk=pk, consortium_id=current_seat().ente_id)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Missing
    return row


def cooperatives_to_choose() -> list[Profile]:
    """Every active cooperative of the deployment, by name: only a consortium may ask."""
    rows = Profile.objects.filter(ente__kind=EnteKind.COOPERATIVE, ente__state=EnteState.ACTIVE)
    return list(rows.order_by("name", "ente_id"))
