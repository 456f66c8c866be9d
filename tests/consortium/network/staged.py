"""An invented network: a food bank, a desk of the health authority, a parish, in the northern consortium."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from ambito.tenancy.seats import ActorRef
from consortium.network import operations
from consortium.network.models import Actor, Place, Service

LEGNANO = "E514"
SAID: dict[str, Any] = {
    "term": "svc_food",
    "name": "Pacchi alimentari",
    "description": "Distribuzione di cibo alle famiglie in difficoltà.",
    "groups": ["adults", "minors_families"],
    "eligibility": "Chi ha un reddito basso.",
    "min_age": None,
    "max_age": None,
    "access": "Si viene con un documento.",
    "cost": "Gratuito",
    "waiting": "",
    "notice": "",
    "languages": ["it", "ar"],
    "phone": "0331 000001",
    "email": "",
    "website": "",
    "towns": [],
}
PLACE: dict[str, Any] = {
    "name": "Sala parrocchiale",
    "address": "via dei Tigli 4",
    "comune": LEGNANO,
    "directions": "",
    "step_free": "yes",
    "accessibility": "",
    "latitude": None,
    "longitude": None,
}
MORNING = (time(9), time(12, 30))


def a_body(by: ActorRef, name: str = "Associazione Pane Quotidiano", kind: str = "association") -> Actor:
    said = {"kind": kind, "name": name, "description": "", "website": ""}
    return operations.register_actor(said=said, by=by)


def a_service(by: ActorRef, actor: Actor | None = None, **said: Any) -> Service:
    """A draft."""
    return operations.write_service(actor=actor or a_body(by), said={**SAID, **said}, by=by)


def a_place(by: ActorRef, service: Service, **said: Any) -> Place:
    return operations.add_place(service=service, said={**PLACE, **said}, by=by)


def published(by: ActorRef, actor: Actor | None = None, **said: Any) -> Service:
    service = a_service(by, actor, **said)
    operations.move_service(service=service, name="publish", version=service.version, by=by)
    return service


def open_every(place: Place, by: ActorRef, weekdays: Mapping[int, Any] | None = None) -> None:
    """All year, on weekday mornings unless said."""
    hours = weekdays or {weekday: [MORNING] for weekday in range(5)}
    operations.set_hours(place=place, season=("", ""), hours=hours, by=by)
