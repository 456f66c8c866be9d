"""Names of the database roles. They are cluster-wide, so all carry the deployment's prefix."""

from __future__ import annotations

from django.conf import settings

from ambito.tenancy.seats import FunctionRole, Kind, checked

GROUPS: dict[Kind, str] = {"town": "towns", "consortium": "consortia", "cooperative": "coops"}
FUNCTIONS: tuple[FunctionRole, ...] = ("signin", "publisher", "matcher", "dispatcher", "sealer")


def prefixed(name: str, prefix: str | None = None) -> str:
    """The cluster-wide role name of `app`, `builder`, a group or a function role."""
    return checked(f"{prefix or settings.AMBITO_ROLE_PREFIX}_{name}")


def ente_role(number: int) -> str:
    """The permanent, opaque role (and schema) name of the Ente with this number."""
    return prefixed(f"e_{number:06d}")


def group_role(kind: Kind) -> str:
    return prefixed(GROUPS[kind])
