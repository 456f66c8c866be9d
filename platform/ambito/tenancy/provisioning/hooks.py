"""What other rooms do when an Ente has been founded."""

from __future__ import annotations

from collections.abc import Callable

from ambito.tenancy.hooks import Hook
from ambito.tenancy.seats import Seat

# Called by founding after its transaction and before anybody can enter the Ente (spares included):
# what is done here may be slow, and is repeated when the founding was interrupted.
after_found: Hook[Callable[[Seat], None]] = Hook("tenancy.after_found")
