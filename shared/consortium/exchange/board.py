"""What the desk's pages show, in words: towns, kind, service, clock, state. Nothing else is known here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consortium.catalogue.queries import code
from consortium.exchange.enums import OPEN_STATES, State
from consortium.exchange.models import Referral
from consortium.exchange.queries import counts_by_state, flows, steps_of
from consortium.registry.queries.enti import Town

# What the desk may decide.
VERBS: dict[str, str | Promise] = {
    "confirm": _("Confirm the refusal"),
    "uphold_dispute": _("Uphold the dispute"),
    "send_back": _("Send back to the receiving town"),
}
# What has happened, for the desk and for both towns.
TOLD: dict[str, str | Promise] = {
    "submit": _("Sent"),
    "open": _("Opened for review"),
    "accept": _("Accepted"),
    "ask_info": _("More asked"),
    "answer": _("Answered"),
    "waitlist": _("Now on the waiting list"),
    "propose_decline": _("Refusal proposed"),
    "dispute_competence": _("Competence disputed"),
    "start": _("First contact made"),
    "complete": _("Completed"),
    "fail": _("Not carried out"),
    "cancel_by_receiver": _("Cancelled by the receiving town"),
    "cancel_by_sender": _("Cancelled by the sending town"),
    "recall": _("Recalled"),
    "confirm": _("Refusal confirmed by the desk"),
    "uphold_dispute": _("Dispute upheld by the desk"),
    "send_back": _("Sent back by the desk"),
    "expire": _("Declared expired by the desk"),
    "void": _("Entered by mistake"),
}


@dataclass(frozen=True, slots=True)
class StateFigure:
    state: State
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class BoardLine:
    referral: Referral
    sender: Town | None
    receiver: Town | None
    service: str
    kind: str
    mover: str


@dataclass(frozen=True, slots=True)
class StepTold:
    verb: str
    state: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FlowRow:
    """`counts` in the order of the towns; None from a town to itself."""

    town: Town
    counts: list[int | None]


MOVERS: dict[str, str | Promise] = {
    "sender": _("sending town"),
    "receiver": _("receiving town"),
    "desk": _("desk"),
}


def state_figures() -> list[StateFigure]:
    """Every open state, also with nothing in it."""
    counts = counts_by_state()
    return [StateFigure(state, *counts.get(state, (0, 0))) for state in OPEN_STATES]


def flow_table(towns: list[Town]) -> list[FlowRow]:
    """Who sent how many to whom."""
    counts = {(sender, receiver): count for sender, receiver, count in flows()}
    return [
        FlowRow(
            town,
            [None if other == town else counts.get((town.ente_id, other.ente_id), 0) for other in towns],
        )
        for town in towns
    ]


def lines_of(referrals: Iterable[Referral], towns: list[Town]) -> list[BoardLine]:
    known: dict[UUID, Town] = {town.ente_id: town for town in towns}
    return [
        BoardLine(
            one,
            known.get(one.sender_id),
            known.get(one.receiver_id),
            code("services", one.service).label(),
            code("referral_kinds", one.kind).label(),
            str(MOVERS.get(code("referral_states", one.state).more["whose_move"], "")),
        )
        for one in referrals
    ]


def told(referral: Referral, towns: list[Town]) -> list[StepTold]:
    """Every step, the last first."""
    names = {town.ente_id: town.name for town in towns} | {referral.consortium_id: str(MOVERS["desk"])}
    return [
        StepTold(
            str(TOLD[step.move]),
            str(State(step.to_state).label),
            names.get(step.by_ente, ""),
            step.at,
        )
        for step in reversed(steps_of(referral))
    ]
