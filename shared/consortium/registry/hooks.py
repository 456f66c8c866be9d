"""What the registry asks of the apps above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from ambito.tenancy.hooks import Hook
from consortium.registry.models import Partnership

# Sentences on what goes on after a partnership's last day; empty where nothing is in the way.
partnership_blockers: Hook[Callable[[Partnership, date], Iterable[str]]] = Hook(
    "registry.partnership_blockers", required=True
)
