"""The guards of isolation and privacy: the change that removes each, and the tests that must notice."""

from __future__ import annotations

from tests.mutants import in_access, in_identity, in_tenancy, in_the_database
from tests.mutants.guard import Guard

# Those that PostgreSQL holds stand last: each asks for a database of its own, the others share one.
GUARDS: tuple[Guard, ...] = (
    *in_tenancy.GUARDS,
    *in_access.GUARDS,
    *in_identity.GUARDS,
    *in_the_database.GUARDS,
)
