"""A referral on its way, with envelopes that no key is needed for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import ActorRef, Seat
from ambito.vault.packets import SealedPacket
from consortium.exchange import operations
from consortium.exchange.enums import Tier
from consortium.exchange.models import Referral
from consortium.exchange.queries import access_referral

KEY = UUID(int=7)
ENVELOPES = {tier: SealedPacket(f"sealed {tier.value}".encode(), KEY) for tier in (Tier.T0, Tier.T1, Tier.T2)}


def actor(seat: Seat, role: str = "coordinator") -> ActorRef:
    return ActorRef(user_id=uuid7(), role=role, ente_id=seat.ente_id)


def submitted(sender: Seat, receiver: Seat, **changes: Any) -> Referral:
    """Sent by whom we are inside of."""
    what: dict[str, Any] = {
        "referral_id": uuid7(),
        "kind": "service_request",
        "service": "sad",
        "area": "elderly",
        "urgency": "ordinary",
        "envelopes": ENVELOPES,
    }
    return operations.submit(receiver_id=receiver.ente_id, by=actor(sender), **{**what, **changes})


def sent(sender: Seat, receiver: Seat, **changes: Any) -> UUID:
    with enter(sender):
        return submitted(sender, receiver, **changes).id


def moved(seat: Seat, referral_id: UUID, name: str, **more: Any) -> str:
    """One move by an Ente; the new state."""
    with enter(seat):
        referral = access_referral(referral_id=referral_id, lock=True)
        role = "consortium_desk" if seat.kind == "consortium" else "coordinator"
        operations.move(referral=referral, name=name, version=referral.version, by=actor(seat, role), **more)
        return referral.state
