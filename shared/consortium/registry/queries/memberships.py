"""Who holds which role where. Row security decides which rows whoever asks may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, QuerySet

from ambito.access.doors import Missing
from ambito.access.enums import HOSTS, Role
from ambito.access.permissions import may
from ambito.identity.hooks import Place
from ambito.identity.models import User
from ambito.tenancy.context import current, current_seat
from ambito.tenancy.seats import ActorRef
from consortium.registry.enums import BY_AGREEMENT, STRONGEST_FIRST, EnteKind
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


def administering_role(user_id: UUID, on: date) -> str | None:
    """The role by which a person administers the people of the Ente that we are inside on a day, if any."""
    here = current_seat().ente_id
    roles = roles_of(user_id, here, on)
    return next((role for role in roles if may(ActorRef(user_id, role, here), "people_admin")), None)


def roles_given_by_hand() -> list[Role]:
    """The roles that an administrator of the Ente that we are inside may give, strongest first."""
    kind = current_seat().kind
    return [role for role in STRONGEST_FIRST if kind in HOSTS[role] and role not in BY_AGREEMENT]


def opened_by(source: str, ente_id: UUID) -> list[Membership]:
    """What a placement or an allocation opened in an Ente, oldest first."""
    return list(Membership.objects.filter(source=source, ente_id=ente_id).order_by("id"))


def held_here(on: date) -> QuerySet[Membership]:
    """Roles held on a day or later in the Ente that we are inside, with their people, by name."""
    rows = Membership.objects.filter(ente_id=current_seat().ente_id, during__isempty=False)
    rows = rows.exclude(during__fully_lt=DateRange(on, None)).select_related("user")
    return rows.order_by("user__name", "user_id", "during", "role")


def access_membership(*, pk: UUID, me: UUID, on: date, lock: bool = False) -> Membership:
    """A role given by hand in the Ente that we are inside, to somebody else; `Missing` otherwise."""
    rows = held_here(on).filter(pk=pk, source="").exclude(user_id=me)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Missing
    return row


def access_colleague(*, user_id: UUID, me: UUID, on: date) -> User:
    """Somebody else with a role here on a day or later; `Missing` otherwise."""
    row = held_here(on).filter(user_id=user_id).exclude(user_id=me).first()
    if row is None:
        raise Missing
    user: User = row.user
    return user


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody's role in this Ente, `first_day` to the day before `until`; None is without end."""

    user_id: UUID
    name: str
    role: str
    first_day: date | None
    until: date | None


def colleagues(on: date) -> list[Colleague]:
    """Who holds which role in the Ente that we are inside on a day, by name."""
    rows = Membership.objects.filter(ente_id=current_seat().ente_id, during__contains=on)
    rows = rows.annotate(user_name=F("user__name")).order_by("user_name", "user_id", "role")
    return [
        Colleague(row.user_id, row.user_name, row.role, row.during.lower, row.during.upper) for row in rows
    ]


def names_of_people(user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of people who are or were at work here; whoever never was is left out.

    A transaction asks for each of them once.
    """
    wanted = {user_id for user_id in user_ids if user_id}
    known: dict[UUID, str] = current().memo.setdefault("names", {})
    asked = wanted - known.keys()
    if asked:
        known.update(User.objects.filter(pk__in=asked).values_list("pk", "name"))
    return {user_id: known[user_id] for user_id in wanted & known.keys()}
