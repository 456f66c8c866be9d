"""What waits for somebody today, from the apps of the town that know."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from ambito.access.enums import Role
from ambito.access.permissions import may
from ambito.tenancy.seats import ActorRef
from town.cases.queries import CaseLine, my_cases, to_assign
from town.cases.rules import reads_cases
from town.frontdesk.queries import ContactLine, lately, queue
from town.frontdesk.rules import WRITE

NEW_FOR = timedelta(days=7)
SHOWN = 7


@dataclass(frozen=True, slots=True)
class Day:
    """`waiting`: contacts to look at. `to_assign`: cases without a referent. `due`: the actor's move."""

    waiting: list[ContactLine] = field(default_factory=list)
    to_assign: list[CaseLine] = field(default_factory=list)
    due: list[CaseLine] = field(default_factory=list)
    new: list[CaseLine] = field(default_factory=list)
    mine: list[CaseLine] = field(default_factory=list)
    recorded: list[ContactLine] = field(default_factory=list)
    works_at_desk: bool = False
    reads_cases: bool = False

    @property
    def to_do(self) -> int:
        return len(self.waiting) + len(self.to_assign) + len(self.due)


def day_of(actor: ActorRef) -> Day:
    """The day of somebody in the role of now."""
    at_desk, coordinates = may(actor, WRITE), actor.role == Role.COORDINATOR
    cases = my_cases(by=actor, since=timezone.localdate() - NEW_FOR) if reads_cases(actor) else []
    return Day(
        waiting=queue(by=actor) if at_desk and (coordinates or actor.role == Role.DESK_OPERATOR) else [],
        to_assign=to_assign(by=actor) if coordinates else [],
        due=[each.line for each in cases if each.due],
        new=[each.line for each in cases if each.new],
        mine=[each.line for each in cases if not each.new and not each.due],
        recorded=lately(by=actor, most=SHOWN) if at_desk else [],
        works_at_desk=at_desk,
        reads_cases=reads_cases(actor),
    )
