"""What other apps of the town know of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ambito.tenancy.hooks import Hook

# Sentences on what must end before a case can be closed; empty where nothing is in the way.
closure_blockers: Hook[Callable[[Any], Iterable[str]]] = Hook("cases.closure_blockers")
# Whether another town has accepted the case: only then it may be closed as passed on.
taken_elsewhere: Hook[Callable[[Any], bool]] = Hook("cases.taken_elsewhere")
