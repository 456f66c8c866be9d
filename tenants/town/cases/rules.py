"""Who sees a case, which part somebody plays in it, and what a move asks.

The coordinator sees the town's cases, the team its own on the days it is on it. A protected case is seen,
among those, by the readers named for it. A case of a person who is protected is as hidden as the person.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ambito.access.enums import Role
from ambito.access.machine import Guard, Move
from ambito.access.permissions import may
from ambito.access.relations import Relation
from ambito.tenancy.seats import ActorRef
from town.cases.enums import COORDINATOR, MACHINE, REFERENT, REFERENTS, CaseState
from town.cases.hooks import closure_blockers, taken_elsewhere
from town.cases.models import Case, CaseReader, TeamMember
from town.people.models import Person
from town.people.rules import hidden, unhidden

READ_ALL, READ_PROTECTED, ASSIGN, OPEN_CASE = (
    "case_read_all",
    "case_protected_read",
    "case_assign",
    "case_open",
)
# Any of them is read only on the cases whose team one is on.
READ_OWN = ("case_read_assigned", "case_read_conferred")


def visible(cases: QuerySet[Any], actor: ActorRef, on: date) -> QuerySet[Any]:
    if not reads_cases(actor):
        return cases.none()
    found = cases.filter(unhidden(actor, "person")).filter(_unlocked(actor))
    if may(actor, READ_ALL):
        return found
    mine = TeamMember.objects.filter(Q(user_id=actor.user_id), case_id=OuterRef("pk"), during__contains=on)
    return found.filter(Exists(mine))


def sees(case: Case, actor: ActorRef, on: date) -> bool:
    if not reads_cases(actor) or hidden(case.person, actor):
        return False
    if case.locked and not _reads_locked(case, actor):
        return False
    return may(actor, READ_ALL) or any(_is_on(member, actor, on) for member in case.team.all())


def reads_cases(actor: ActorRef) -> bool:
    """Whether the actor's role reads any case at all."""
    return any(may(actor, capability) for capability in (READ_ALL, *READ_OWN))


def own_people(actor: ActorRef, on: date) -> QuerySet[Person]:
    """People of the cases that the actor is on."""
    mine = TeamMember.objects.filter(Q(user_id=actor.user_id), during__contains=on)
    return Person.objects.filter(cases__team__in=mine)


def parts(case: Case, actor: ActorRef, on: date) -> list[str]:
    """Which parts of the state table the actor plays in this case on a day."""
    played = [COORDINATOR] if actor.role == Role.COORDINATOR else []
    if any(_is_on(member, actor, on) and member.role in REFERENTS for member in case.team.all()):
        played.append(REFERENT)
    return played


def offered(case: Case, actor: ActorRef, on: date) -> list[Move]:
    """The moves that the actor may make now: by part, and with nothing missing."""
    return [move for move in _by_part(case, actor, on) if _is_ready(move, case, actor, on)]


def offers_any(case: Case, actor: ActorRef, on: date) -> bool:
    """Whether there is one; those that ask nothing are looked at first."""
    moves = sorted(_by_part(case, actor, on), key=lambda move: len(move.guards))
    return any(_is_ready(move, case, actor, on) for move in moves)


def _by_part(case: Case, actor: ActorRef, on: date) -> list[Move]:
    return [move for part in parts(case, actor, on) for move in MACHINE.offered(case.state, part)]


def _is_ready(move: Move, case: Case, actor: ActorRef, on: date) -> bool:
    return all(GUARDS[guard](case=case, actor=actor, on=on) for guard in move.guards)


def has_referent(case: Case, actor: ActorRef, on: date) -> bool:
    del actor
    return any(_covers(member, on) and member.role in REFERENTS for member in case.team.all())


def nothing_open(case: Case, actor: ActorRef, on: date) -> bool:
    del actor, on
    return not any(sentence for tell in closure_blockers for sentence in tell(case))


def not_who_proposed(case: Case, actor: ActorRef, on: date) -> bool:
    """Four eyes on a closure."""
    del on
    proposed = case.steps.filter(move="propose_closure").order_by("-at", "-pk").first()
    return proposed is None or proposed.by_user != actor.user_id


def was_in_charge(case: Case, actor: ActorRef, on: date) -> bool:
    """Whether what is suspended had been taken in charge."""
    del actor, on
    suspended = case.steps.filter(move="suspend").order_by("-at", "-pk").first()
    return suspended is None or suspended.source == CaseState.IN_CHARGE


def was_not_in_charge(case: Case, actor: ActorRef, on: date) -> bool:
    return not was_in_charge(case, actor, on)


def is_taken_elsewhere(case: Case, actor: ActorRef, on: date) -> bool:
    del actor, on
    return any(tell(case) for tell in taken_elsewhere)


GUARDS: dict[str, Guard] = {
    "has_referent": has_referent,
    "nothing_open": nothing_open,
    "not_who_proposed": not_who_proposed,
    "was_in_charge": was_in_charge,
    "was_not_in_charge": was_not_in_charge,
    "taken_elsewhere": is_taken_elsewhere,
}


def _unlocked(actor: ActorRef) -> Q:
    if not may(actor, READ_PROTECTED):
        return Q(locked=False)
    named = CaseReader.objects.filter(Q(user_id=actor.user_id), case_id=OuterRef("pk"))
    return Q(locked=False) | Q(Exists(named))


def _reads_locked(case: Case, actor: ActorRef) -> bool:
    named = {reader.user_id for reader in case.readers.all()}
    return may(actor, READ_PROTECTED) and actor.user_id in named


def _is_on(member: TeamMember, actor: ActorRef, on: date) -> bool:
    return member.user_id == actor.user_id and _covers(member, on)


def _covers(member: TeamMember, on: date) -> bool:
    """Half-open: the first day is in, `upper` is not."""
    first, until = member.during.lower, member.during.upper
    if member.during.isempty:
        return False
    return (first is None or first <= on) and (until is None or on < until)


RELATION = Relation(visible=visible, sees=sees)
