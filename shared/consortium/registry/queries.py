"""Reading the registry of Enti. Row security decides which rows whoever asks may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from consortium.registry.enums import EnteKind
from consortium.registry.models import Ente, Membership, Partnership, Profile


def names_of(ente_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of the Enti that whoever asks may know, by id."""
    rows = Profile.objects.filter(ente_id__in=set(ente_ids)).values_list("ente_id", "name")
    return dict(rows)


def towns_of(consortium_id: UUID) -> list[Profile]:
    """The towns of a consortium, by name."""
    towns = Ente.objects.filter(consortium_id=consortium_id, kind=EnteKind.TOWN).values("id")
    return list(Profile.objects.filter(ente_id__in=towns).order_by("name", "ente_id"))


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


def istat_code_of(ente_id: UUID) -> str:
    """The ISTAT code of a town, empty where unknown."""
    return Profile.objects.filter(ente_id=ente_id).values_list("istat_code", flat=True).first() or ""


def memberships_from(source: str, ente_id: UUID) -> list[Membership]:
    """What a placement or an allocation opened in an Ente, oldest first."""
    return list(Membership.objects.filter(source=source, ente_id=ente_id).order_by("id"))
