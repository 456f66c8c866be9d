"""Sending a referral, following it, receiving one. The exchange moves it; here is what a town adds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ambito.access.permissions import may
from ambito.audit.operations import record
from ambito.tenancy.seats import ActorRef
from ambito.vault.errors import NoPublicKey
from ambito.vault.packets import SealedPacket, seal
from consortium.exchange import operations as exchange
from consortium.exchange.enums import OPEN_STATES, Tier
from consortium.exchange.queries import access_referral
from town.cases.models import Case
from town.cases.operations import open_case
from town.people.models import Person
from town.people.operations import register_person
from town.referrals.errors import (
    NeverSent,
    NoKeyThere,
    NotInformed,
    NotReleased,
    NotTheAssessor,
    NotYetReceived,
    TwinOpen,
)
from town.referrals.models import Incoming, Known, Outgoing
from town.referrals.packet import NEVER, Item, chosen, payloads, possible
from town.referrals.queries import about, day, doubles_of, opened
from town.referrals.rules import RECEIVE, opens_packet, sends

K = TypeVar("K", bound=Known)
COPIED = ("state", "due_at", "reason_code", "outcome_code", "version")


def send_referral(
    *,
    referral_id: UUID,
    case: Case,
    receiver_id: UUID,
    kind: str,
    service: str,
    area: str,
    urgency: str,
    reason: str,
    items: Collection[str],
    informed_on: date | None,
    by: ActorRef,
    **facts: Any,
) -> Outgoing:
    """Seal the chosen items to the other town, tier by tier, and send them, in one transaction.

    `referral_id` is the form's: the same form sent twice raises `AlreadySent`. `facts` are the other words
    of the form (`household_size`, `safety_instruction`, …). Raises `NotInformed`, `TwinOpen`, `NeverSent`,
    `NoKeyThere`, and the refusals of `consortium.exchange`.
    """
    if informed_on is None:
        raise NotInformed
    _may_send(case, by, referral_id=referral_id, service=service, items=items, informed_on=informed_on)
    said = {"service": service, "area": area, "urgency": urgency, "reason": reason, **facts}
    going = chosen(possible(case, said), items)
    referral = exchange.submit(
        referral_id=referral_id,
        receiver_id=receiver_id,
        kind=kind,
        service=service,
        area=area,
        urgency=urgency,
        envelopes=_sealed(going, receiver_id, referral_id),
        by=by,
    )
    sent = Outgoing(
        case=case,
        receiver_id=receiver_id,
        reason=reason,
        items=[item.code for item in going],
        informed_on=informed_on,
        sent_by=by.user_id,
        **_known(referral),
    )
    sent.save(force_insert=True)
    _disclose(sent, going, by)
    return sent


def move_sent(*, sent: Outgoing, name: str, version: int, by: ActorRef, reason: str = "") -> Outgoing:
    """Recall, answer, cancel: what the sending town may do. Raises the refusals of the exchange."""
    if not sends(sent.case, by, timezone.localdate()):
        raise PermissionDenied
    return _move(sent, name, version, by, reason=reason)


def open_referral(*, received: Incoming, version: int, assessor: UUID | None, by: ActorRef) -> Incoming:
    """Open what is needed to decide; from now on `assessor` (whoever opens, by default) answers for it."""
    _may_receive(by)
    received.assessor = assessor or by.user_id
    received.save(update_fields=["assessor"])
    return _move(received, "open", version, by)


def move_received(*, received: Incoming, name: str, version: int, by: ActorRef, reason: str = "") -> Incoming:
    """A step of the receiving town that only moves: propose a refusal, ask, wait, start, fail, cancel."""
    _may_receive(by)
    if name == "start" and received.case is None:
        raise NotYetReceived
    return _move(received, name, version, by, reason=reason)


def accept(*, received: Incoming, version: int, by: ActorRef) -> list[Person]:
    """Accept, and open the identity. Who is nobody's double is written down at once, with a case.

    Answers the people who may be the same one: then somebody decides, with `take_in`. Raises
    `NotTheAssessor`, and the refusals of the exchange.
    """
    _may_receive(by)
    if received.assessor is None or received.assessor != by.user_id:
        raise NotTheAssessor
    _move(received, "accept", version, by)
    doubles = doubles_of(identity_of(received=received, by=by), by=by)
    if not doubles:
        take_in(received=received, person=None, by=by)
    return doubles


def take_in(*, received: Incoming, person: Person | None, by: ActorRef) -> Incoming:
    """Link the referral to somebody whom the town knows, or write them down, and open a case."""
    _may_receive(by)
    if received.case is not None:
        return received
    who = person or _written_down(identity_of(received=received, by=by), by)
    received.case = open_case(person=who, area=received.area, by=by)
    received.save(update_fields=["case"])
    return received


def complete(*, received: Incoming, version: int, outcome: str, words: str, by: ActorRef) -> Incoming:
    """Tell the sending town how it went: a code of the objective outcomes, and words sealed to it alone."""
    _may_receive(by)
    _move(received, "complete", version, by, outcome=outcome)
    if words:
        packet = seal({"words": words}, to=received.sender_id, about=about(received.pk, Tier.BACK))
        referral = access_referral(referral_id=received.pk)
        exchange.return_outcome(referral=referral, packet=packet, by=by)
    return received


def identity_of(*, received: Incoming, by: ActorRef) -> dict[str, str]:
    """Who it is, exactly. Raises `PermissionDenied`, `NotReleased`."""
    if not opens_packet(received, by, timezone.localdate()):
        raise PermissionDenied
    referral = access_referral(referral_id=received.pk)
    for item in opened(row=received, referral=referral, tiers=[Tier.T2], by=by)[Tier.T2]:
        if item.data is not None:
            return item.data
    raise NotReleased


def learn_sent(*, referral_id: UUID, sender_id: UUID) -> None:
    """News that another town has sent us something. Told twice it is written once."""
    referral = access_referral(referral_id=referral_id)
    Incoming.objects.bulk_create([Incoming(sender_id=sender_id, **_known(referral))], ignore_conflicts=True)


def learn_moved(*, referral_id: UUID) -> None:
    """News that the other town or the desk has moved a referral of ours."""
    referral = access_referral(referral_id=referral_id)
    for model in (Outgoing, Incoming):
        for row in model.objects.select_for_update().filter(pk=referral_id):
            _copy(row, referral)


def _move(row: K, name: str, version: int, by: ActorRef, *, reason: str = "", outcome: str = "") -> K:
    referral = access_referral(referral_id=row.pk, lock=True)
    exchange.move(referral=referral, name=name, version=version, reason=reason, outcome=outcome, by=by)
    _copy(row, referral)
    return row


def _known(referral: Any) -> dict[str, Any]:
    fields = ("id", "number", "kind", "service", "area", "urgency", "sent_at", *COPIED)
    return {field: getattr(referral, field) for field in fields}


def _copy(row: Known, referral: Any) -> None:
    for field in COPIED:
        setattr(row, field, getattr(referral, field))
    row.save(update_fields=COPIED)


def _may_send(
    case: Case,
    by: ActorRef,
    *,
    referral_id: UUID,
    service: str,
    items: Collection[str],
    informed_on: date,
) -> None:
    today = timezone.localdate()
    if not sends(case, by, today):
        raise PermissionDenied
    if informed_on > today:
        raise NotInformed
    if NEVER & set(items):
        raise NeverSent
    if _twin(case, service).exclude(pk=referral_id).exists():
        raise TwinOpen


def _sealed(items: list[Item], receiver_id: UUID, referral_id: UUID) -> dict[Tier, SealedPacket]:
    try:
        return {
            tier: seal(payload, to=receiver_id, about=about(referral_id, tier))
            for tier, payload in payloads(items).items()
        }
    except NoPublicKey as error:
        raise NoKeyThere from error


def _twin(case: Case, service: str) -> Any:
    return Outgoing.objects.filter(case=case, service=service, state__in=OPEN_STATES)


def _disclose(sent: Outgoing, items: list[Item], by: ActorRef) -> None:
    """The ledger: one row for each item that left, with its tier and basis."""
    for item in items:
        detail = {"item": item.code, "tier": item.tier.value, "to": sent.receiver_id, "case": sent.case_id}
        record(kind="disclosure", subject=sent, by=by, detail=detail)


def _written_down(identity: dict[str, str], by: ActorRef) -> Person:
    said = {**identity, "birth_date": day(identity["birth_date"])}
    if not said["codice_fiscale"] and not said["no_code_reason"]:
        said["no_code_reason"] = "unknown"
    return register_person(by=by, **said)  # type: ignore[arg-type]


def _may_receive(by: ActorRef) -> None:
    if not may(by, RECEIVE):
        raise PermissionDenied
