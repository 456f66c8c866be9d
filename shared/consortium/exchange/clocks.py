"""By when the next move is due: working days of the town that must move, its patron's day included.

The defaults are the catalogue's referral_clocks.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from ambito.italy.holidays import MonthDay, add_working_days, working_days_between
from consortium.catalogue.queries import code
from consortium.exchange.enums import State, Urgency
from consortium.exchange.models import Referral
from consortium.registry.queries.enti import patron_of

ROME = ZoneInfo("Europe/Rome")
END_OF_DAY = time(23, 59)
CLOCK_OF = {
    State.SENT: "open_within",
    State.REVIEWING: "decide_within",
    State.INFO_REQUESTED: "answer_within",
    State.WAITLISTED: "review_every",
    State.DECLINE_PROPOSED: "desk_decide_within",
    State.ACCEPTED: "first_contact_within",
    State.IN_PROGRESS: "inactivity",
}


def start(referral: Referral, *, was: str) -> None:
    """Set the clock of the state that `referral` has just come into from `was`.

    The days to decide count from sending; a question stops them, and the answer gives the rest back.
    """
    patron = _patron(referral)
    left, referral.days_left = referral.days_left, None
    if referral.state == State.INFO_REQUESTED:
        referral.days_left = _left(referral, patron_of(referral.receiver_id))
    referral.clock = CLOCK_OF.get(State(referral.state), "")
    if was == State.INFO_REQUESTED and left is not None and referral.clock:
        referral.due_at = _end(add_working_days(_today(), left, patron=patron))
        return
    since = referral.sent_at if (was, referral.state) == (State.SENT, State.REVIEWING) else timezone.now()
    referral.due_at = due(referral.clock, referral.urgency, patron=patron, since=since)


def due(clock: str, urgency: str, *, patron: MonthDay | None, since: datetime) -> datetime | None:
    """The end of the last day (or the hour) by which somebody must move; None where nobody must."""
    if not clock:
        return None
    row = code("referral_clocks", clock).more
    urgent = urgency == Urgency.URGENT and row["urgent_value"]
    value, unit = (row["urgent_value"], row["urgent_unit"]) if urgent else (row["value"], row["unit"])
    if unit == "hours":
        return since + timedelta(hours=int(value))
    first = timezone.localdate(since, ROME)
    if unit == "working_days":
        return _end(add_working_days(first, int(value), patron=patron))
    return _end(first + timedelta(int(value)))


def _patron(referral: Referral) -> MonthDay | None:
    mover = {State.INFO_REQUESTED: referral.sender_id, State.DECLINE_PROPOSED: referral.consortium_id}
    return patron_of(mover.get(State(referral.state), referral.receiver_id))


def _left(referral: Referral, patron: MonthDay | None) -> int | None:
    """Working days that were still left, one at least; None where no day was counted."""
    if referral.due_at is None:
        return None
    return max(1, working_days_between(_today(), timezone.localdate(referral.due_at, ROME), patron=patron))


def _today() -> date:
    return timezone.localdate(timezone=ROME)


def _end(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, tzinfo=ROME)
