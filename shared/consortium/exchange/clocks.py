"""By when the next move is due: working days of the receiving town, patron saint's day included.

The defaults are the catalogue's referral_clocks; a route of the consortium may set others later.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from ambito.italy.holidays import MonthDay, add_working_days
from consortium.catalogue.queries import code
from consortium.exchange.enums import State, Urgency

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


def clock_of(state: str) -> str:
    """The clock that runs in a state; empty where nobody has to move."""
    return CLOCK_OF.get(State(state), "")


def due(state: str, urgency: str, *, patron: MonthDay | None, now: datetime | None = None) -> datetime | None:
    """The end of the last day (or the hour) by which somebody must move; None where nobody must."""
    clock = clock_of(state)
    if not clock:
        return None
    row = code("referral_clocks", clock).more
    urgent = urgency == Urgency.URGENT and row["urgent_value"]
    value, unit = (row["urgent_value"], row["urgent_unit"]) if urgent else (row["value"], row["unit"])
    return _after(now or timezone.now(), int(value), unit, patron)


def _after(now: datetime, value: int, unit: str, patron: MonthDay | None) -> datetime:
    if unit == "hours":
        return now + timedelta(hours=value)
    today = timezone.localdate(now, ROME)
    last = (
        add_working_days(today, value, patron=patron) if unit == "working_days" else today + timedelta(value)
    )
    return datetime.combine(last, END_OF_DAY, tzinfo=ROME)
