"""A case of Alpha on its way to Beta."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from ambito.events import delivery
from ambito.tenancy.keys import uuid7
from tests import towns
from tests.town.acting import a_case, actor, inside, somebody
from town.cases.models import Case
from town.referrals import operations
from town.referrals.models import Incoming, Outgoing
from town.referrals.packet import default_items

CANARY = "Zanzibàr"
STORY = "Vive sola dopo il ricovero, serve aiuto a casa cinque giorni su sette."


def the_case() -> Case:
    person = somebody(
        CANARY,
        "Ines",
        birth_date="1947-05-02",
        codice_fiscale="ZNZNSI47E42F205X",
        no_code_reason="",
        address=f"via {CANARY} 4",
        phone="0331 000111",
    )
    return a_case(person, referent="social_worker")


def words(**changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "referral_id": uuid7(),
        "receiver_id": towns.seat("beta").ente_id,
        "kind": "service_request",
        "service": "sad",
        "area": "elderly",
        "urgency": "ordinary",
        "reason": STORY,
        "items": default_items(),
        "informed_on": timezone.localdate(),
        "safety_instruction": "Chiamare il figlio",
    }
    return {**said, **changes}


def deliver(*names: str) -> None:
    for name in names or ("alpha", "beta"):
        delivery.deliver(towns.seat(name))


def sent(**changes: Any) -> UUID:
    """Sent by the social worker of Alpha, and heard of in Beta."""
    said = words(**changes)
    with inside():
        case = the_case()
    with inside("social_worker") as by:
        operations.send_referral(case=Case.objects.get(pk=case.pk), by=by, **said)
    deliver()
    return said["referral_id"]  # type: ignore[no-any-return]


def incoming(pk: UUID) -> Incoming:
    return Incoming.objects.select_related("case__person").get(pk=pk)


def outgoing(pk: UUID) -> Outgoing:
    return Outgoing.objects.select_related("case__person").get(pk=pk)


def opened(pk: UUID, assessor: str = "coordinator") -> None:
    with inside("coordinator", "beta") as by:
        who = actor(assessor, "beta").user_id
        row = incoming(pk)
        operations.open_referral(received=row, version=row.version, assessor=who, by=by)


def accepted(pk: UUID) -> list[Any]:
    opened(pk)
    with inside("coordinator", "beta") as by:
        row = incoming(pk)
        return operations.accept(received=row, version=row.version, by=by)
