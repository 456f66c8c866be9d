"""What waits for somebody today, from the apps of the town that know."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from ambito.access.enums import Role
from ambito.access.permissions import may
from ambito.tenancy.seats import ActorRef
from town.cases.enums import CaseState
from town.cases.queries import CaseLine, WorkOnCase, work_on_cases
from town.cases.rules import reads_cases
from town.frontdesk.queries import ContactLine, lately, queue
from town.frontdesk.rules import WRITE
from town.referrals import queries as referrals
from town.referrals.rules import RECEIVE

NEW_FOR = timedelta(days=7)
SHOWN = 7
# States whose next step is the coordinator's.
DECIDES = frozenset({CaseState.REPORTED, CaseState.CLOSURE_PROPOSED})


@dataclass(frozen=True, slots=True)
class Day:
    """`waiting`: contacts to look at. `due`: cases whose next step is the actor's.

    `to_answer`: how many referrals came in and wait for a move of this town.
    """

    waiting: list[ContactLine] = field(default_factory=list)
    to_answer: int = 0
    to_assign: list[CaseLine] = field(default_factory=list)
    to_approve: list[CaseLine] = field(default_factory=list)
    due: list[CaseLine] = field(default_factory=list)
    new: list[CaseLine] = field(default_factory=list)
    mine: list[CaseLine] = field(default_factory=list)
    recorded: list[ContactLine] = field(default_factory=list)
    works_at_desk: bool = False
    reads_cases: bool = False

    @property
    def to_do(self) -> int:
        return self.to_answer + len([*self.waiting, *self.to_assign, *self.to_approve, *self.due])


def day_of(actor: ActorRef) -> Day:
    """The day of somebody in the role of now."""
    at_desk, coordinates = may(actor, WRITE), actor.role == Role.COORDINATOR
    cases = _cases(actor, DECIDES if coordinates else frozenset())
    mine = [each for each in cases if each.mine]
    return Day(
        waiting=queue(by=actor) if at_desk and (coordinates or actor.role == Role.DESK_OPERATOR) else [],
        to_answer=referrals.waiting(by=actor) if may(actor, RECEIVE) else 0,
        to_assign=_in(cases, CaseState.REPORTED) if coordinates else [],
        to_approve=_in(cases, CaseState.CLOSURE_PROPOSED) if coordinates else [],
        due=[each.line for each in mine if each.due],
        new=[each.line for each in mine if each.new and not each.due],
        mine=[each.line for each in mine if not each.new and not each.due],
        recorded=lately(by=actor, most=SHOWN) if at_desk else [],
        works_at_desk=at_desk,
        reads_cases=reads_cases(actor),
    )


def _cases(actor: ActorRef, states: frozenset[CaseState]) -> list[WorkOnCase]:
    if not reads_cases(actor):
        return []
    return work_on_cases(by=actor, since=timezone.localdate() - NEW_FOR, states=states)


def _in(cases: list[WorkOnCase], state: CaseState) -> list[CaseLine]:
    return [each.line for each in cases if each.line.case.state == state]
