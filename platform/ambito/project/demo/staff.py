"""Invented people who work in the demo, and their places. Dates are around the day of the seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_DNS, UUID, uuid5

from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.access.enums import Role
from ambito.tenancy.context import enter
from ambito.tenancy.seats import SYSTEM, ActorRef, Seat
from consortium.registry.operations import open_membership
from consortium.registry.queries.memberships import roles_of

SINCE = timedelta(days=730)
LEAD = "legnano"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody invented; `places` maps the label of an Ente to the role held there."""

    key: str
    name: str
    places: dict[str, Role]

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_DNS, f"{self.key}.demo.ambito")

    @property
    def door(self) -> tuple[str, Role]:
        """Where they sign in, and as what: psychologists of the pool in the town that leads."""
        return next(iter(self.places.items()), (LEAD, Role.PSYCHOLOGIST))

    @property
    def email(self) -> str:
        return f"{self.key}@demo.invalid"


TEAM = (
    Member("rita", "Rita Galli", {LEAD: Role.DESK_OPERATOR}),
    Member("elena", "Elena Ferri", {LEAD: Role.SOCIAL_WORKER, "parabiago": Role.SOCIAL_WORKER}),
    Member("paola", "Paola Monti", {LEAD: Role.COORDINATOR}),
    Member("sara", "Sara Conti", {"parabiago": Role.COORDINATOR}),
    Member("dino", "Dino Sala", {"parabiago": Role.SOCIAL_WORKER}),
    Member("nadia", "Nadia Testa", {"parabiago": Role.DESK_OPERATOR}),
    Member("marta", "Marta Villa", {"azienda": Role.CONSORTIUM_DESK}),
    Member("aldo", "Aldo Basile", {"azienda": Role.CONSORTIUM_MANAGER}),
    Member("olga", "Olga Riva", {"lavela": Role.COOP_MANAGER}),
    Member("ines", "Ines Carbone", {"lavela": Role.COOP_WORKER}),
    Member("laura", "Laura Neri", {"azienda": Role.CONSORTIUM_ADMIN}),
    Member("bice", "Bice Fontana", {"ilfilo": Role.COOP_MANAGER}),
    Member("tito", "Tito Longo", {"lavela": Role.COOP_WORKER}),
    Member("vera", "Vera Pini", {"ilfilo": Role.COOP_WORKER}),
    Member("luca", "Luca Orsi", {"ilfilo": Role.COOP_WORKER}),
    Member("ugo", "Ugo Serra", {"martesana": Role.CONSORTIUM_DESK}),
)
# Psychologists of the pool: they hold no role but where and while they are allocated.
POOL = (Member("gaia", "Gaia Lodi", {}), Member("piero", "Piero Bassi", {}))
SHOWN = ("rita", "elena", "paola", "sara", "gaia", "marta", "aldo", "olga")


def others(labels: list[str]) -> list[Member]:
    """A coordinator and a social worker for every town that has none in TEAM."""
    covered = {place for member in TEAM for place, role in member.places.items() if role == Role.COORDINATOR}
    return [
        Member(f"{short}.{label}", f"{name} di {label.replace('-', ' ').title()}", {label: role})
        for label in labels
        if label not in covered
        for short, name, role in (
            ("responsabile", "Responsabile", Role.COORDINATOR),
            ("assistente", "Assistente", Role.SOCIAL_WORKER),
        )
    ]


def everybody(town_labels: list[str]) -> list[Member]:
    return [*TEAM, *POOL, *others(town_labels)]


def hire(members: list[Member], seats: dict[str, Seat], *, today: date) -> None:
    """Memberships, by the registry's own operation, each in its Ente. Repeatable."""
    for label, seat in seats.items():
        with enter(seat, actor=SYSTEM):
            for member in members:
                role = member.places.get(label)
                if role is not None and role not in roles_of(member.id, seat.ente_id, today):
                    open_membership(
                        user_id=member.id,
                        ente_id=seat.ente_id,
                        role=role,
                        during=DateRange(today - SINCE, None),
                        by=SYSTEM,
                    )


def named(key: str) -> Member:
    return next(member for member in (*TEAM, *POOL) if member.key == key)


def actor(key: str, seat: Seat, role: Role | None = None) -> ActorRef:
    """Who does a piece of the demo's work in an Ente, in the first role of theirs unless one is named."""
    member = named(key)
    return ActorRef(member.id, str(role or member.door[1]), seat.ente_id)
