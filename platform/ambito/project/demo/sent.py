"""Referrals between the towns, each brought as far as the demo shows it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_DNS, UUID, uuid5

from ambito.events.delivery import deliver
from ambito.project.demo.work import crew_of
from ambito.tenancy.context import enter
from ambito.tenancy.seats import SYSTEM, ActorRef, Seat
from consortium.exchange.enums import State
from town.cases.enums import CaseState
from town.cases.models import Case
from town.referrals import operations
from town.referrals.models import Incoming, Outgoing
from town.referrals.packet import default_items

WORDS = {
    "adm": "Un educatore conosce la famiglia da un anno; da settembre la scuola è nell’altro Comune.",
    "sad": "Vive sola dopo il ricovero: serve aiuto a casa cinque mattine su sette.",
    "transport_social": "Deve andare in ospedale due volte la settimana e nessuno l’accompagna.",
    "foster_care": "Una famiglia dell’altro Comune si è detta disponibile all’accoglienza.",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral from one town to another, and the state in which the demo leaves it."""

    sender: str
    receiver: str
    area: str
    service: str
    state: State
    urgency: str = "ordinary"

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_DNS, f"{self.sender}.{self.receiver}.{self.service}.demo.ambito")


TRIES, BETWEEN = 60, 0.5
MINORS, ELDERLY = "minors_families", "elderly"
REFERRALS = (
    Sent("legnano", "parabiago", MINORS, "adm", State.SENT, "urgent"),
    Sent("canegrate", "parabiago", ELDERLY, "sad", State.SENT),
    Sent("cerro-maggiore", "legnano", ELDERLY, "transport_social", State.SENT),
    Sent("rescaldina", "legnano", MINORS, "adm", State.REVIEWING),
    Sent("legnano", "canegrate", ELDERLY, "sad", State.REVIEWING),
    Sent("busto-garolfo", "parabiago", MINORS, "foster_care", State.ACCEPTED),
    Sent("dairago", "legnano", ELDERLY, "sad", State.ACCEPTED),
    Sent("parabiago", "legnano", MINORS, "adm", State.IN_PROGRESS),
    Sent("legnano", "rescaldina", MINORS, "foster_care", State.IN_PROGRESS),
    Sent("legnano", "cerro-maggiore", ELDERLY, "sad", State.COMPLETED),
    Sent("villa-cortese", "parabiago", ELDERLY, "transport_social", State.COMPLETED),
    Sent("san-vittore-olona", "legnano", MINORS, "foster_care", State.DECLINE_PROPOSED),
    Sent("gorgonzola", "gessate", ELDERLY, "sad", State.SENT),
)


def fill(seats: dict[str, Seat], *, today: date) -> None:
    """Each step is a transaction of its own: an interrupted demo goes on where it was."""
    for one in REFERRALS:
        sender, receiver = seats[one.sender], seats[one.receiver]
        _send(one, sender, receiver, today)
        _bring(one, receiver)
        while _step(one, receiver):
            pass
    for label in sorted({one.sender for one in REFERRALS}):
        deliver(seats[label])


def _send(one: Sent, sender: Seat, receiver: Seat, today: date) -> None:
    by = crew_of(one.sender, sender).coordinator
    with enter(sender, actor=by):
        if Outgoing.objects.filter(pk=one.id).exists():
            return
        operations.send_referral(
            referral_id=one.id,
            case=_case(one.area),
            receiver_id=receiver.ente_id,
            kind="service_request",
            service=one.service,
            area=one.area,
            urgency=one.urgency,
            reason=WORDS[one.service],
            items=default_items(),
            informed_on=today,
            by=by,
        )


def _bring(one: Sent, receiver: Seat) -> None:
    """Deliver it, or wait for the worker that is delivering already."""
    for _ in range(TRIES):
        deliver(receiver)
        with enter(receiver, actor=SYSTEM):
            if Incoming.objects.filter(pk=one.id).exists():
                return
        time.sleep(BETWEEN)
    raise LookupError(one.id)


def _case(area: str) -> Case:
    """The newest one in charge that has not been sent anywhere."""
    rows = Case.objects.filter(state=CaseState.IN_CHARGE, area=area, referrals=None).order_by("-number")
    found = rows.select_related("person").prefetch_related("team").first()
    assert found is not None, area  # noqa: S101 - every town of the demo has some
    return found


def _step(one: Sent, receiver: Seat) -> bool:
    """The next step of the receiving town, unless the referral is where it should be."""
    by = crew_of(one.receiver, receiver).coordinator
    with enter(receiver, actor=by):
        row = Incoming.objects.select_related("case__person").get(pk=one.id)
        if row.state == one.state:
            return False
        _move(one, row, by)
        return True


def _move(one: Sent, row: Incoming, by: ActorRef) -> None:
    match State(row.state):
        case State.SENT:
            operations.open_referral(received=row, version=row.version, assessor=None, by=by)
        case State.REVIEWING if one.state == State.DECLINE_PROPOSED:
            operations.move_received(
                received=row, name="propose_decline", version=row.version, reason="no_capacity", by=by
            )
        case State.REVIEWING:
            operations.accept(received=row, version=row.version, by=by)
            operations.take_in(received=row, person=None, by=by)
        case State.ACCEPTED:
            operations.move_received(received=row, name="start", version=row.version, by=by)
        case _:
            words = "Il servizio è finito: la persona sta meglio e ringrazia."
            operations.complete(received=row, version=row.version, outcome="reached", words=words, by=by)
