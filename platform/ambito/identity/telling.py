"""What the security log hears of sign-ins, in the transaction of what it tells."""

from __future__ import annotations

from uuid import UUID

from ambito.audit.operations import record
from ambito.identity.enums import Kind, Outcome
from ambito.tenancy.seats import ActorRef

CHANGES = {Kind.FACTORS, Kind.LINK, Kind.DIGITAL}


def tell(kind: Kind, outcome: Outcome, *, ente_id: UUID, user_id: UUID | None = None) -> None:
    """One row; `user_id` None is somebody who could not be recognised."""
    code = "mfa_change" if kind in CHANGES else "login"
    if outcome != Outcome.ACCEPTED:
        code = "login_failed"
    actor = ActorRef(user_id, "person" if user_id else "nobody", ente_id)
    record(kind=code, by=actor, detail={"about": kind.value, "outcome": outcome.value})
