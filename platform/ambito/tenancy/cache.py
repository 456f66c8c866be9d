"""Cache keys carry the Ente explicitly; what is common to all is asked for by name."""

from __future__ import annotations

from ambito.tenancy.context import current_or_none
from ambito.tenancy.errors import OutsideTown

SHARED = "shared:"


def ente_key(key: str, prefix: str, version: int) -> str:
    """KEY_FUNCTION of the cache: `<prefix>:<role>:<version>:<key>`.

    Keys that begin with `shared:` belong to no Ente. Any other key outside of an Ente is refused.
    """
    if key.startswith(SHARED):
        return f"{prefix}:-:{version}:{key}"
    entered = current_or_none()
    if entered is None or entered.seat is None:
        raise OutsideTown(f"cache key without an Ente: {key.split(':', maxsplit=1)[0]}")
    return f"{prefix}:{entered.seat.role}:{version}:{key}"
