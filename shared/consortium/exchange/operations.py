"""Moving referrals between towns. One operation is one move: table, guard, row, step, log, news."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from ambito.access.errors import GuardRefused
from ambito.audit.operations import record
from ambito.events.operations import emit
from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import ActorRef
from ambito.vault.packets import SealedPacket
from consortium.exchange import clocks
from consortium.exchange.enums import Part, State, Tier
from consortium.exchange.errors import (
    AlreadySent,
    AnsweredAlready,
    MovedMeanwhile,
    NotAParty,
    NotForThisKind,
    NotLate,
    NotThere,
    OwnTown,
    WrongReason,
)
from consortium.exchange.machine import DRAFT, MACHINE
from consortium.exchange.models import Envelope, Referral, Step
from consortium.exchange.rules import GUARDS, reason_fits
from consortium.registry.queries.enti import sister_towns

CHANGED = ("state", "clock", "due_at", "days_left", "reason_code", "outcome_code", "version")


def submit(
    *,
    referral_id: UUID,
    receiver_id: UUID,
    kind: str,
    service: str,
    area: str,
    urgency: str,
    envelopes: dict[Tier, SealedPacket],
    by: ActorRef,
) -> Referral:
    """Send a referral from the current town. Its envelopes are sealed to the receiver by the caller.

    `referral_id` is the form's: sent twice it is refused with `AlreadySent`.
    Raises `OwnTown`, `NotThere` (not an active town of this consortium).
    """
    seat = current_seat()
    if receiver_id == seat.ente_id:
        raise OwnTown
    if receiver_id not in {town.ente_id for town in sister_towns()} or seat.consortium_id is None:
        raise NotThere
    referral = Referral(
        id=referral_id,
        consortium_id=seat.consortium_id,
        sender_id=seat.ente_id,
        receiver_id=receiver_id,
        kind=kind,
        service=service,
        area=area,
        urgency=urgency,
        state=MACHINE.move(DRAFT, "submit", Part.SENDER, target=State.SENT),
    )
    clocks.start(referral, was=DRAFT)
    _insert(referral)
    _seal_in(referral, envelopes)
    _written(referral, "submit", DRAFT, Part.SENDER, reason="", by=by)
    return referral


def move(
    *, referral: Referral, name: str, version: int, by: ActorRef, reason: str = "", outcome: str = ""
) -> Referral:
    """Take one step of the table, as the part that the current Ente plays in this referral.

    `referral` comes locked from `queries.access_referral`. Raises `MovedMeanwhile`, `NotAParty`,
    `NotForThisKind`, `NotLate`, `WrongReason`, and the refusals of `ambito.access.machine`.
    """
    if referral.version != version:
        raise MovedMeanwhile
    part, source = _part(referral, name), referral.state
    referral.state = _target(referral, name, part, reason)
    clocks.start(referral, was=source)
    referral.reason_code = reason
    referral.outcome_code = outcome or referral.outcome_code
    referral.version += 1
    referral.save(update_fields=CHANGED)
    _written(referral, name, source, part, reason=reason, by=by)
    return referral


def return_outcome(*, referral: Referral, packet: SealedPacket, by: ActorRef) -> None:
    """The receiving town's sealed words to the sending one, once. Raises `AnsweredAlready`."""
    try:
        with transaction.atomic():
            _seal_in(referral, {Tier.BACK: packet})
    except IntegrityError as error:
        raise AnsweredAlready from error
    record(kind="outcome_returned", subject=referral, by=by)


def _insert(referral: Referral) -> None:
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadySent from error


def _seal_in(referral: Referral, envelopes: dict[Tier, SealedPacket]) -> None:
    Envelope.objects.bulk_create(
        Envelope(referral=referral, tier=tier, content=packet.content) for tier, packet in envelopes.items()
    )


def _part(referral: Referral, name: str) -> str:
    """Which part of the table the current Ente plays for this move."""
    here = current_seat().ente_id
    if here == referral.consortium_id:
        return Part.DESK
    if here == referral.sender_id:
        return Part.SENDER
    if here != referral.receiver_id:
        raise NotAParty
    arrows = [arrow for arrow in MACHINE.moves if (arrow.source, arrow.name) == (referral.state, name)]
    referent = any(Part.REFERENT in arrow.roles for arrow in arrows)
    return Part.REFERENT if referent else Part.ASSESSOR


def _target(referral: Referral, name: str, part: str, reason: str) -> str:
    try:
        target = MACHINE.move(
            referral.state, name, part, reason=reason, guards=GUARDS, facts={"referral": referral}
        )
    except GuardRefused as refusal:
        raise (NotLate if refusal.guard == "late" else NotForThisKind) from refusal
    if not reason_fits(name, reason):
        raise WrongReason
    return target


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
            "referral.sent" if source == DRAFT else "referral.moved",
            to=party,
            key=f"referral:{referral.pk}:{referral.version}",
            payload={"referral_id": referral.pk},
        )
