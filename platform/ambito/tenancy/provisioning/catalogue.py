"""What stands in a schema, read from PostgreSQL's own catalogue with unqualified names."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import NamedTuple

from ambito.tenancy.errors import Unfit
from ambito.tenancy.provisioning.builder import Connection, look_into


class Column(NamedTuple):
    """`generated` is s(tored), v(irtual) or empty; `identity` is a(lways), d(efault) or empty."""

    table: str
    name: str
    type: str
    collation: str | None
    default: str | None
    generated: str
    identity: str
    not_null: bool


class Constraint(NamedTuple):
    """`kind` as in pg_constraint: p(rimary), u(nique), x (exclusion), c(heck), f(oreign key, of `target`)."""

    table: str
    name: str
    kind: str
    target: str | None
    definition: str
    valid: bool


class Index(NamedTuple):
    table: str
    name: str
    definition: str
    valid: bool


class Sequence(NamedTuple):
    """A sequence of its own; those of identity columns come with their column."""

    name: str
    type: str
    start: int
    increment: int
    minimum: int
    maximum: int
    cycle: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """In the order of creation."""

    tables: list[str]
    columns: list[Column]
    constraints: list[Constraint]
    indexes: list[Index]
    sequences: list[Sequence]

    def digest(self) -> str:
        """The same for two schemas that differ only in the order in which things were made."""
        parts = {part: sorted(map(json.dumps, rows)) for part, rows in asdict(self).items()}
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


TABLES = "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r' ORDER BY oid"
COLUMNS = """
SELECT t.relname, a.attname, format_type(a.atttypid, a.atttypmod),
       (SELECT l.collname FROM pg_collation l, pg_type y
        WHERE l.oid = a.attcollation AND y.oid = a.atttypid AND y.typcollation <> a.attcollation),
       pg_get_expr(d.adbin, d.adrelid), a.attgenerated::text, a.attidentity::text, a.attnotnull
FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
WHERE t.relnamespace = %s::regnamespace AND t.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY t.oid, a.attnum
"""
CONSTRAINTS = """
SELECT t.relname, c.conname, c.contype::text, f.relname, pg_get_constraintdef(c.oid), c.convalidated
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid LEFT JOIN pg_class f ON f.oid = c.confrelid
WHERE t.relnamespace = %s::regnamespace AND c.contype IN ('p', 'u', 'x', 'c', 'f') ORDER BY c.oid
"""
INDEXES = """
SELECT t.relname, i.relname, pg_get_indexdef(i.oid, 0, true), x.indisvalid
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relnamespace = %s::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('p', 'u', 'x'))
ORDER BY i.oid
"""
SEQUENCES = """
SELECT s.relname, format_type(q.seqtypid, NULL), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcycle
FROM pg_class s JOIN pg_sequence q ON q.seqrelid = s.oid
WHERE s.relnamespace = %s::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = s.oid AND d.deptype = 'i') ORDER BY s.oid
"""
# Citus keeps a schema on one node only without these, and the compiler has no words for the rest.
STRANGERS = """
SELECT 'a foreign key that leaves the town', c.conname FROM pg_constraint c
JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
WHERE t.relnamespace = %(schema)s::regnamespace AND f.relnamespace <> t.relnamespace
UNION ALL SELECT 'a trigger', g.tgname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
WHERE t.relnamespace = %(schema)s::regnamespace AND NOT g.tgisinternal
UNION ALL SELECT 'a rule', r.rulename FROM pg_rewrite r JOIN pg_class t ON t.oid = r.ev_class
WHERE t.relnamespace = %(schema)s::regnamespace
UNION ALL SELECT 'row security', relname FROM pg_class
WHERE relnamespace = %(schema)s::regnamespace AND relrowsecurity
UNION ALL SELECT 'not a plain table', relname FROM pg_class
WHERE relnamespace = %(schema)s::regnamespace
  AND (relkind NOT IN ('r', 'i', 'S', 't', 'c') OR relpersistence <> 'p' OR relispartition OR relhassubclass)
UNION ALL SELECT 'a function', proname FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace
UNION ALL SELECT 'a type of its own', y.typname FROM pg_type y LEFT JOIN pg_class t ON t.oid = y.typrelid
WHERE y.typnamespace = %(schema)s::regnamespace
  AND (y.typtype IN ('d', 'e', 'r', 'm') OR t.relkind = 'c')
ORDER BY 1, 2
"""


def read(connection: Connection, schema: str) -> Catalogue:
    """Inside a transaction: its search_path is changed."""
    look_into(connection, schema)

    def rows(query: str) -> list[tuple[object, ...]]:
        return connection.execute(query, [schema]).fetchall()

    return Catalogue(
        tables=[str(name) for (name,) in rows(TABLES)],
        columns=[Column(*row) for row in rows(COLUMNS)],  # type: ignore[arg-type]
        constraints=[Constraint(*row) for row in rows(CONSTRAINTS)],  # type: ignore[arg-type]
        indexes=[Index(*row) for row in rows(INDEXES)],  # type: ignore[arg-type]
        sequences=[Sequence(*row) for row in rows(SEQUENCES)],  # type: ignore[arg-type]
    )


def strangers(connection: Connection, schema: str) -> list[str]:
    """Everything in the schema that a town may not have, one phrase each."""
    found = connection.execute(STRANGERS, {"schema": schema}).fetchall()
    return [f"{what}: {name}" for what, name in found]


def refuse_strangers(connection: Connection, schema: str) -> None:
    if found := strangers(connection, schema):
        raise Unfit("the town model holds " + "; ".join(found))
