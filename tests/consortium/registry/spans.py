from __future__ import annotations

from datetime import date

from consortium.registry.models import Membership


def holds(membership: Membership, on: date) -> bool:
    """What the product's query must say too. Half-open: the upper day is the first without the role."""
    during = membership.during
    if during.isempty:
        return False
    return (during.lower is None or during.lower <= on) and (during.upper is None or on < during.upper)
