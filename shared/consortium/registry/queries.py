"""Reading the registry of Enti. Row security decides which rows whoever asks may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ambito.identity.hooks import Place
from consortium.registry.enums import STRONGEST_FIRST, EnteKind
from consortium.registry.models import Ente, Membership, Partnership, Profile


def roles_of(user_id: UUID, ente_id: UUID, on: date) -> list[str]:
    """Codes of the roles that a person holds in an Ente on a day in Rome, strongest first."""
    held = set(
        Membership.objects.filter(user_id=user_id, ente_id=ente_id, during__contains=on).values_list(
            "role", flat=True
        )
    )
    return [role for role in map(str, STRONGEST_FIRST) if role in held]


def places_of(user_id: UUID, on: date) -> list[Place]:
    """Every Ente where a person holds a role on a day, by name. Only the role `signin` sees them all."""
    profiles = Profile.objects.filter(ente_id__in=_ente_ids(user_id, on)).order_by("name", "ente_id")
    return [Place(profile.ente_id, profile.name, profile.letters, profile.host) for profile in profiles]


def covers(ente_id: UUID, user_id: UUID, on: date) -> bool:
    """Whether all the places of a person are this Ente or, for a consortium, its towns."""
    mine = Ente.objects.filter(consortium_id=ente_id, kind=EnteKind.TOWN).values_list("id", flat=True)
    return set(_ente_ids(user_id, on)) <= {ente_id, *mine}


def _ente_ids(user_id: UUID, on: date) -> list[UUID]:
    today = Membership.objects.filter(user_id=user_id, during__contains=on)
    return list(today.values_list("ente_id", flat=True).distinct())


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
