"""Reading referrals, and opening what the exchange has released to this town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, QuerySet

from ambito.access.doors import open_one, show_list, show_uncounted
from ambito.access.pages import Asked, Page
from ambito.access.relations import visible_to
from ambito.audit.operations import record, record_parts
from ambito.tenancy.context import current_seat, remembered
from ambito.tenancy.seats import ActorRef
from ambito.vault.packets import Payload, open_packet
from consortium.catalogue.queries import code, codes
from consortium.exchange import queries as exchange
from consortium.exchange.board import TOLD
from consortium.exchange.enums import OPEN_STATES, RELEASED_IN, DeskReason, State, Tier
from consortium.exchange.rules import REASONS
from consortium.registry.queries.enti import Town, sister_towns
from town.people.models import Person
from town.people.queries import similar_people
from town.referrals.enums import REASON_LISTS
from town.referrals.errors import NotReleased
from town.referrals.models import Incoming, Known, Outgoing

MOST = 200
OURS = [state.code for state in codes("referral_states") if state.more["whose_move"] == "receiver"]
K = TypeVar("K", bound=Known)


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """One line of a queue. `ours`: the next move is this town's."""

    referral: Known
    town: Town | None
    service: str
    kind: str
    area: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One item of an envelope as the other town wrote it."""

    code: str
    label: str
    value: str
    data: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class StepTold:
    verb: str
    state: str
    town: str
    reason: str
    at: datetime


def access_outgoing(*, pk: UUID | str, by: ActorRef, lock: bool = False) -> Outgoing:
    """A referral sent from here, logged as a part of its case that was opened; `Missing` otherwise."""
    rows = Outgoing.objects.select_related("case__person").prefetch_related("case__team")
    return open_one(rows, pk=pk, by=by, kind="case_open", part="referral", lock=lock)


def access_incoming(*, pk: UUID | str, by: ActorRef, lock: bool = False) -> Incoming:
    """A referral received here; `Missing` otherwise."""
    rows = Incoming.objects.select_related("case__person").prefetch_related("case__team")
    return open_one(rows, pk=pk, by=by, kind="case_open", part="referral", lock=lock)


def received(*, by: ActorRef, open_only: bool = True) -> list[ReferralLine]:
    """What came in, most urgent first."""
    return [
        _line(row, row.sender_id, "receiver", towns)
        for towns in [_towns()]
        for row in _listed(Incoming.objects.all(), by, open_only=open_only)
    ]


def waiting(*, by: ActorRef) -> int:
    """How many of those that came in wait for a move of this town; asked once in a transaction."""
    rows = Incoming.objects.filter(state__in=OURS)
    return remembered(f"referrals waiting for {by}", lambda: visible_to(rows, by).count())


def sent(*, by: ActorRef, open_only: bool = True) -> list[ReferralLine]:
    """What was sent, most urgent first."""
    return [
        _line(row, row.receiver_id, "sender", towns)
        for towns in [_towns()]
        for row in _listed(Outgoing.objects.all(), by, open_only=open_only)
    ]


def page_of_received(*, by: ActorRef, asked: Asked, open_only: bool) -> Page[Incoming]:
    """The same referrals as they are, page by page."""
    return show_uncounted(_ordered(Incoming.objects.all(), open_only=open_only), by=by, asked=asked)


def page_of_sent(*, by: ActorRef, asked: Asked, open_only: bool) -> Page[Outgoing]:
    """The same referrals as they are, page by page."""
    return show_uncounted(_ordered(Outgoing.objects.all(), open_only=open_only), by=by, asked=asked)


def sent_of(case: Any, *, by: ActorRef) -> list[ReferralLine]:
    """The referrals of a case."""
    towns = _towns()
    rows = _listed(Outgoing.objects.filter(case=case), by, open_only=False)
    return [_line(row, row.receiver_id, "sender", towns) for row in rows]


def line_of(row: Incoming | Outgoing) -> ReferralLine:
    if isinstance(row, Incoming):
        return _line(row, row.sender_id, "receiver", _towns())
    return _line(row, row.receiver_id, "sender", _towns())


def exchanged(row: Known) -> Any:
    """The referral itself, as the consortium keeps it."""
    return exchange.access_referral(referral_id=row.pk)


def opened(
    *, row: Incoming, referral: Any, tiers: Sequence[Tier], by: ActorRef
) -> dict[Tier, list[Disclosed]]:
    """Open these envelopes of the sending town; every opening is logged. Raises `NotReleased`."""
    contents = exchange.released_envelopes(referral=referral, tiers=tiers)
    if contents.keys() != set(tiers):
        raise NotReleased
    payloads = {
        tier: open_packet(contents[tier], sender=row.sender_id, about=about(row.pk, tier)) for tier in tiers
    }
    record_parts(kind="packet_opened", subject=row, by=by, details=[{"tier": tier.value} for tier in tiers])
    return {tier: _disclosed(payload) for tier, payload in payloads.items()}


def released_to_us(row: Incoming) -> list[Tier]:
    """The tiers that the state opens to this town."""
    return [tier for tier, states in RELEASED_IN.items() if row.state in states]


def answer_of(*, row: Outgoing, referral: Any, by: ActorRef) -> str:
    """The words of the receiving town with the outcome; empty where it wrote none."""
    contents = exchange.released_envelopes(referral=referral, tiers=[Tier.BACK])
    if not contents:
        return ""
    payload = open_packet(contents[Tier.BACK], sender=row.receiver_id, about=about(row.pk, Tier.BACK))
    record(kind="packet_opened", subject=row, by=by, detail={"tier": Tier.BACK.value})
    return str(payload["words"]) if isinstance(payload, dict) else ""


def steps_of(referral: Any) -> list[StepTold]:
    """Every step that the two towns and the desk took, the last first."""
    names = {town.ente_id: town.name for town in _towns().values()}
    return [
        StepTold(
            str(TOLD[step.move]),
            str(State(step.to_state).label),
            names.get(step.by_ente, ""),
            reason_words(step.move, step.reason_code),
            step.at,
        )
        for step in reversed(exchange.steps_of(referral))
    ]


def reasons_for(move: str) -> list[tuple[str, str]]:
    """The coded reasons of a move, in words; empty where it takes none."""
    if move not in REASON_LISTS:
        return []
    return [(item.code, item.label()) for item in codes(REASON_LISTS[move]) if item.code in REASONS[move]]


def reason_words(move: str, reason: str) -> str:
    """A reason in words: a code of the catalogue, or of the desk."""
    if not reason:
        return ""
    return code(REASON_LISTS[move], reason).label() if move in REASON_LISTS else str(DeskReason(reason).label)


def item_words(items: list[str]) -> list[str]:
    return [code("disclosure_items", item).label() for item in items]


def outcome_words(row: Known) -> str:
    return code("objective_outcomes", row.outcome_code).label() if row.outcome_code else ""


def doubles_of(identity: dict[str, str], *, by: ActorRef) -> list[Person]:
    """People of this town who may be the one in the packet."""
    return similar_people(
        surname=identity["surname"],
        name=identity["name"],
        birth_date=day(identity["birth_date"]),
        codice_fiscale=identity["codice_fiscale"],
        by=by,
    )


def day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def receivers() -> list[Town]:
    """The towns that can receive from here."""
    here = current_seat().ente_id
    return [town for town in sister_towns() if town.ente_id != here]


def about(referral_id: UUID, tier: Tier) -> str:
    """What an envelope is bound to."""
    return f"{referral_id}:{tier.value}"


def _disclosed(payload: Payload) -> list[Disclosed]:
    items = payload["items"] if isinstance(payload, dict) else []
    return [
        Disclosed(item, code("disclosure_items", item).label(), value, data) for item, value, data in items
    ]


def _listed(rows: QuerySet[K], by: ActorRef, *, open_only: bool) -> list[K]:
    ordered = _ordered(rows.select_related("case__person"), open_only=open_only)
    return show_list(ordered, by=by, most=MOST)


def _ordered(rows: QuerySet[K], *, open_only: bool) -> QuerySet[K]:
    rows = rows.filter(state__in=OPEN_STATES) if open_only else rows
    return rows.order_by(F("due_at").asc(nulls_last=True), "-number")


def _line(row: Known, other: UUID, side: str, towns: dict[UUID, Town]) -> ReferralLine:
    return ReferralLine(
        row,
        towns.get(other),
        code("services", row.service).label(),
        code("referral_kinds", row.kind).label(),
        code("areas", row.area).label(),
        ours=code("referral_states", row.state).more["whose_move"] == side,
    )


def _towns() -> dict[UUID, Town]:
    return {town.ente_id: town for town in sister_towns()}
