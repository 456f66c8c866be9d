"""Reading the registry of Enti. Row security decides which rows whoever asks may see."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ambito.identity.hooks import Place
from consortium.registry.enums import STRONGEST_FIRST, EnteKind
from consortium.registry.models import Ente, Membership, Profile


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
