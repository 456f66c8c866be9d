"""The one statement that begins a town transaction, and what undoes it where a test holds it open."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from psycopg import sql

from ambito.tenancy.errors import Unavailable, UnknownEnte

if TYPE_CHECKING:
    from ambito.tenancy.backend.base import DatabaseWrapper
    from ambito.tenancy.seats import Seat

AS_ENTE = """
SELECT e.state, set_config('role', e.schema_name, true), set_config('search_path', {path}, true)
FROM public.registry_ente e WHERE e.id = {ente} AND e.schema_name = {role} AND e.state = 'active'
"""
STATE = "SELECT e.state FROM public.registry_ente e WHERE e.id = %s AND e.schema_name = %s"
AS_ROLE = "SELECT set_config('role', %s, true), set_config('search_path', %s, true)"
LEAVE = "SELECT set_config('role', 'none', true), set_config('search_path', '', true)"


def as_ente(wrapper: DatabaseWrapper, seat: Seat) -> None:
    """Become the Ente, in one round trip; nothing is set when it may not be entered."""
    with wrapper.speaking() as cursor:
        cursor.execute(_as_ente(seat))
        if cursor.fetchone() is not None:
            wrapper.meets(seat.role)
            return
        cursor.execute(STATE, [seat.ente_id, seat.role])
        row = cursor.fetchone()
    if row is None:
        raise UnknownEnte(str(seat.ente_id))
    raise Unavailable(row[0])


@lru_cache(maxsize=4096)
def _as_ente(seat: Seat) -> str:
    """The whole text: every request begins with it, so its values are written into it once."""
    text = sql.SQL(AS_ENTE).format(path=seat.search_path, ente=seat.ente_id, role=seat.role)
    return text.as_string(None)


def as_role(wrapper: DatabaseWrapper, role: str, within: Seat | None) -> None:
    path = within.search_path if within is not None else "public, ext"
    with wrapper.speaking() as cursor:
        cursor.execute(AS_ROLE, [role, path])


def without_role(wrapper: DatabaseWrapper) -> None:
    with wrapper.speaking() as cursor:
        cursor.execute("SELECT set_config('role', 'none', true), set_config('search_path', 'public', true)")


def leave(wrapper: DatabaseWrapper) -> None:
    """Restore no role and an empty path where an outer transaction goes on (only tests hold one)."""
    if wrapper.in_atomic_block and wrapper.connection is not None and not wrapper.needs_rollback:
        with wrapper.speaking() as cursor:
            cursor.execute(LEAVE)
