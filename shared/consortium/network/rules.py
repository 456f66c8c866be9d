"""Who sees and who keeps a line of the directory, and what publishing asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ambito.access.machine import Guard
from ambito.access.permissions import may, only_own
from ambito.access.relations import Relation
from ambito.tenancy.seats import ActorRef
from consortium.network.enums import KEEPER, State
from consortium.network.models import Actor, Place, Service

READ, WRITE = "directory_read", "network_write"


def visible(services: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    """What is published to whoever reads; to a keeper, drafts and retired ones of its own too."""
    del on
    if not may(actor, READ):
        return services.none()
    published = Q(state=State.PUBLISHED)
    if not may(actor, WRITE):
        return services.filter(published)
    mine = Q(keeper_id=actor.ente_id) if only_own(actor, WRITE) else Q(consortium_id=actor.ente_id)
    return services.filter(published | mine)


def sees(service: Service, actor: ActorRef, on: date) -> bool:
    del on
    return may(actor, READ) and (service.state == State.PUBLISHED or keeps(service, actor))


def keeps(row: Actor | Service, actor: ActorRef) -> bool:
    """Whether the actor may write it: a town its own, the consortium all of its own."""
    if not may(actor, WRITE):
        return False
    return actor.ente_id in ({row.keeper_id} if only_own(actor, WRITE) else {row.consortium_id})


def visible_actors(actors: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    del on
    return actors if may(actor, READ) else actors.none()


def sees_actor(row: Actor, actor: ActorRef, on: date) -> bool:
    del row, on
    return may(actor, READ)


def part_of(actor: ActorRef, service: Service) -> str:
    """Whose part of the state table the actor plays; none is an empty string."""
    return KEEPER if keeps(service, actor) else ""


def says_how(*, service: Service) -> bool:
    """A citizen who reads it knows how to get in and where to turn."""
    return bool(service.access) and bool(
        service.phone or service.email or Place.objects.filter(service=service).exists()
    )


GUARDS: dict[str, Guard] = {"says_how": says_how}
RELATION = Relation(visible=visible, sees=sees)
ACTOR_RELATION = Relation(visible=visible_actors, sees=sees_actor)
