"""The first row of an Ente's log, which the builder writes in the transaction that founds it."""

from __future__ import annotations

from typing import Any

from django.db.backends.utils import CursorWrapper
from psycopg import sql
from psycopg.types.json import Jsonb

from ambito.audit.kinds import kind
from ambito.audit.sealing import PUBLIC, TOWN
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import ActorRef, Seat

# In the Ente's own log and, where there is one, in its consortium's, in one round trip. Tables carry their
# schema: the builder is inside no Ente.
FOUNDED = sql.SQL("""
WITH own AS (
    INSERT INTO {} ({columns}) VALUES (%(own_key)s, %(ente)s, {values})
)
INSERT INTO {} ({columns}) SELECT %(key)s, %(consortium)s, {values} WHERE %(consortium)s::uuid IS NOT NULL
""")
COLUMNS = sql.SQL(
    "id, ente_id, kind, subject_model, subject_id, by_user, by_role, by_ente, request_id, detail"
)
VALUES = sql.SQL(
    "%(kind)s, 'registry.ente', %(ente)s::uuid, %(user)s::uuid, %(role)s, %(by_ente)s::uuid, '', %(detail)s"
)


def record_founded(cursor: CursorWrapper, *, seat: Seat, by: ActorRef) -> None:
    """On the builder's cursor, within the caller's transaction."""
    public = sql.Identifier("public", PUBLIC.rows)
    own = public if seat.schema is None else sql.Identifier(seat.schema, TOWN.rows)
    said: dict[str, Any] = {
        "own_key": uuid7(),
        "key": uuid7(),
        "kind": kind("ente_founded").code,
        "ente": seat.ente_id,
        "consortium": seat.consortium_id,
        "user": by.user_id,
        "role": by.role,
        "by_ente": by.ente_id,
        "detail": Jsonb({"kind": seat.kind}),
    }
    cursor.execute(FOUNDED.format(own, public, columns=COLUMNS, values=VALUES), said)
