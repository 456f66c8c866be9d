"""Moving referrals between towns. One operation is one move: table, guard, row, step, log, news."""

from __future__ import annotations

from uuid import UUID

from ambito.audit.operations import record
from ambito.events.operations import emit
from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import ActorRef
from ambito.vault.packets import SealedPacket
from consortium.exchange import clocks
from consortium.exchange.enums import State, Tier
from consortium.exchange.errors import MovedMeanwhile, NotAParty, NotThere, OwnTown, WrongReason
from consortium.exchange.machine import MACHINE, SPECIAL_KINDS
from consortium.exchange.models import Envelope, Referral, Step
from consortium.registry.queries import patron_of, sister_towns

DISPUTE = "competence_disputed"


def submit(
    *,
    receiver_id: UUID,
    kind: str,
    service: str,
    area: str,
    urgency: str,
    envelopes: dict[Tier, SealedPacket],
    by: ActorRef,
    referral_id: UUID,
) -> Referral:
    """Send a referral from the current town. Its envelopes are sealed to the receiver by the caller.

    Raises `OwnTown`, `NotThere` (not an active town of this consortium).
    """
    seat = current_seat()
    if receiver_id == seat.ente_id:
        raise OwnTown
    if receiver_id not in {town.ente_id for town in sister_towns()} or seat.consortium_id is None:
        raise NotThere
    state = MACHINE.move("draft", "submit", "sender", target=State.SENT)
    referral = Referral.objects.create(
        id=referral_id,
        consortium_id=seat.consortium_id,
        sender_id=seat.ente_id,
        receiver_id=receiver_id,
        kind=kind,
        service=service,
        area=area,
        urgency=urgency,
        state=state,
        clock=clocks.clock_of(state),
        due_at=clocks.due(state, urgency, patron=patron_of(receiver_id)),
    )
    Envelope.objects.bulk_create(
        Envelope(referral=referral, tier=tier, content=packet.content) for tier, packet in envelopes.items()
    )
    _written(referral, "submit", "draft", "sender", reason="", by=by)
    return referral


def move(
    *, referral: Referral, name: str, version: int, by: ActorRef, reason: str = "", outcome: str = ""
) -> Referral:
    """Take one step of the table, as the part that the current Ente and role play in this referral.

    `referral` comes locked from `queries.access_referral`. Raises `MovedMeanwhile`, `NotAParty`,
    `WrongReason`, and the refusals of `ambito.access.machine`.
    """
    if referral.version != version:
        raise MovedMeanwhile
    part = _part(referral, name)
    _check_reason(referral, name, reason)
    source = referral.state
    referral.state = MACHINE.move(source, name, part, reason=reason)
    referral.clock = clocks.clock_of(referral.state)
    referral.due_at = clocks.due(referral.state, referral.urgency, patron=patron_of(referral.receiver_id))
    referral.reason_code = reason
    referral.outcome_code = outcome or referral.outcome_code
    referral.version += 1
    referral.save(update_fields=["state", "clock", "due_at", "reason_code", "outcome_code", "version"])
    _written(referral, name, source, part, reason=reason, by=by)
    return referral


def answer(*, referral: Referral, packet: SealedPacket, by: ActorRef) -> None:
    """The receiving town's sealed words to the sending one, once, with the outcome."""
    Envelope.objects.bulk_create([Envelope(referral=referral, tier=Tier.BACK, content=packet.content)])
    record(kind="outcome_returned", subject=referral, by=by)


def _part(referral: Referral, name: str) -> str:
    """Which part of the table the current Ente plays for this move."""
    here = current_seat()
    if here.ente_id == referral.consortium_id:
        return "desk"
    if here.ente_id == referral.sender_id:
        return "sender"
    if here.ente_id != referral.receiver_id:
        raise NotAParty
    arrows = [arrow for arrow in MACHINE.moves if (arrow.source, arrow.name) == (referral.state, name)]
    parts = {part for arrow in arrows for part in arrow.roles if part.startswith("receiver")}
    return min(parts, default="receiver_assessor")


def _check_reason(referral: Referral, name: str, reason: str) -> None:
    if name == "propose_decline" and referral.kind in SPECIAL_KINDS and reason != DISPUTE:
        raise WrongReason


def _written(referral: Referral, name: str, source: str, part: str, *, reason: str, by: ActorRef) -> None:
    here = current_seat().ente_id
    Step.objects.create(
        referral=referral,
        move=name,
        from_state=source,
        to_state=referral.state,
        by_ente=here,
        part=part,
        reason_code=reason,
    )
    record(kind="referral_event", subject=referral, by=by, detail={"move": name, "to": referral.state})
    for party in {referral.sender_id, referral.receiver_id} - {here}:
        emit(
            "referral.sent" if name == "submit" else "referral.moved",
            to=party,
            key=f"referral:{referral.pk}:{referral.version}",
            payload={"referral_id": referral.pk},
        )
