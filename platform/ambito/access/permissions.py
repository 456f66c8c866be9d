"""Role × capability: the permission matrix (data/permissions.csv).

It says what a role may do at all; the relation to the case, its lock, the dates and the field group decide
further. `own` means only what the relation makes one's own, and is never widened.
"""

from __future__ import annotations

import csv
from enum import Enum
from functools import cache
from pathlib import Path

from ambito.tenancy.seats import ActorRef

FILE = Path(__file__).parent / "data" / "permissions.csv"
ABOUT = ("capability", "label_it", "label_en", "group")
SYSTEM_ROLE = "system"


class Grant(Enum):
    YES = "yes"
    OWN = "own"
    SECOND_PERSON = "second_person"
    NO = "no"


@cache
def matrix() -> dict[str, dict[str, Grant]]:
    """`matrix()[capability][role]`."""
    with FILE.open(newline="", encoding="utf-8") as file:
        return {
            row["capability"]: {role: Grant(cell) for role, cell in row.items() if role not in ABOUT}
            for row in csv.DictReader(file)
        }


def grant(role: str, capability: str) -> Grant:
    """What the matrix says; NO for a role that it does not know. `KeyError` for an unknown capability."""
    return matrix()[capability].get(role, Grant.NO)


def may(actor: ActorRef | None, capability: str) -> bool:
    """Whether the actor's role has the capability in any form. The system itself has every one."""
    if actor is None:
        return False
    if actor.role == SYSTEM_ROLE and actor.user_id is None:
        return capability in matrix()
    return grant(actor.role, capability) is not Grant.NO


def only_own(actor: ActorRef, capability: str) -> bool:
    """Whether the capability stops at what is the actor's own."""
    return grant(actor.role, capability) is Grant.OWN
