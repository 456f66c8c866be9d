"""What a worker is already promised to; the apps that promise it say so."""

from __future__ import annotations

from collections.abc import Callable

from ambito.tenancy.hooks import Hook
from consortium.workforce.models import Worker
from consortium.workforce.rules import Commitment

# Days and minutes a week of everything that takes hours of the worker's contract.
commitments: Hook[Callable[[Worker], list[Commitment]]] = Hook("workforce.commitments", required=True)
