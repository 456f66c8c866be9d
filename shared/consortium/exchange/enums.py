"""States and tiers of a referral between towns; the moves are in the catalogue (referral_transitions)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    SENT = "sent", _("sent")
    REVIEWING = "reviewing", _("under review")
    INFO_REQUESTED = "info_requested", _("more information asked")
    WAITLISTED = "waitlisted", _("on the waiting list")
    DECLINE_PROPOSED = "decline_proposed", _("refusal proposed")
    ACCEPTED = "accepted", _("accepted")
    IN_PROGRESS = "in_progress", _("in progress")
    COMPLETED = "completed", _("completed")
    FAILED = "failed", _("not carried out")
    DECLINED = "declined", _("declined")
    REROUTED = "rerouted", _("rerouted")
    RECALLED = "recalled", _("recalled")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")
    ERROR = "error", _("entered by mistake")


class Urgency(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary")
    URGENT = "urgent", _("urgent")


class Part(models.TextChoices):
    """Who may move: the two towns in their roles, and the desk of the consortium."""

    SENDER = "sender", _("sending town")
    ASSESSOR = "receiver_assessor", _("whoever assesses in the receiving town")
    REFERENT = "receiver_referent", _("referent of the receiving town")
    DESK = "desk", _("consortium desk")


class DeskReason(models.TextChoices):
    """What the desk answers to a proposed refusal: codes, because it must not write about anybody."""

    HOLDS = "reason_holds", _("the reason holds")
    CAPACITY = "capacity_found", _("places or hours were found")
    UNCLEAR = "reason_unclear", _("the reason does not explain enough")
    MEDIATED = "agreed_in_mediation", _("agreed by the two towns in mediation")
    NO_ANSWER = "no_answer", _("no answer after a reminder")


class Tier(models.TextChoices):
    """What the receiver sees: no identity, what it needs to decide, the packet. BACK goes to the sender."""

    T0 = "T0", _("no identity")
    T1 = "T1", _("what is needed to decide")
    T2 = "T2", _("identity and packet")
    BACK = "back", _("answer to the sending town")


OPENED = (State.REVIEWING, State.INFO_REQUESTED, State.WAITLISTED, State.DECLINE_PROPOSED)
TAKEN = (State.ACCEPTED, State.IN_PROGRESS, State.COMPLETED, State.FAILED)
RELEASED_IN: dict[Tier, tuple[State, ...]] = {
    Tier.T0: (State.SENT, *OPENED, *TAKEN),
    Tier.T1: (*OPENED, *TAKEN),
    Tier.T2: TAKEN,
}
OPEN_STATES = (State.SENT, *OPENED, State.ACCEPTED, State.IN_PROGRESS)
