"""From the template schema to the statements that make a town, one command each.

Names are unqualified: a replay sets search_path, so nothing inside a row of data can be mistaken for a name.
Tables carry their constraints, foreign keys, identity and generated columns inline: Citus refuses most forms
of ALTER TABLE, and a foreign key that is born with its table needs no check of the rows. Only where tables
refer to each other in a ring is one added afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from psycopg import sql

from ambito.tenancy.provisioning import catalogue, grants
from ambito.tenancy.provisioning.builder import Connection
from ambito.tenancy.provisioning.catalogue import Catalogue, Column, Constraint, Sequence
from ambito.tenancy.provisioning.grants import TownGrants

Migrations = list[tuple[str, str]]
GENERATED = {"s": "STORED", "v": "VIRTUAL"}
IDENTITY = {"a": "ALWAYS", "d": "BY DEFAULT"}


@dataclass(frozen=True, slots=True)
class Compiled:
    statements: list[str]
    grants: TownGrants
    migrations: Migrations

    def document(self) -> dict[str, object]:
        return asdict(self)


def compiled(connection: Connection, schema: str, shape: Catalogue) -> Compiled:
    """Raises `Unfit` when the schema holds what a town may not have."""
    catalogue.refuse_strangers(connection, schema)
    tables, late = ordered(shape)
    statements = [_sequence(sequence) for sequence in shape.sequences]
    statements += [_table(table, shape, late) for table in tables]
    statements += [index.definition for index in shape.indexes]
    statements += [_foreign_key(item) for item in late]
    for table in tables:
        statements += _rows(connection, table, [item for item in shape.columns if item.table == table])
    statements += _positions(connection, shape)
    rights = grants.of_town(shape.tables, [sequence.name for sequence in shape.sequences])
    return Compiled(statements, rights, applied(connection))


def applied(connection: Connection) -> Migrations:
    """What django_migrations of the schema in the search_path says, in order."""
    rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    return [(app, name) for app, name in rows]


def ordered(shape: Catalogue) -> tuple[list[str], list[Constraint]]:
    """Tables, each after those it refers to, and the foreign keys for which that is not possible."""
    keys = [item for item in shape.constraints if item.kind == "f"]
    waiting, made = list(shape.tables), list[str]()
    late: list[Constraint] = []
    while waiting:
        ahead = {key.table for key in keys if key.target in waiting and key.target != key.table}
        table = next((name for name in waiting if name not in ahead), waiting[0])
        late += [key for key in keys if key.table == table and key.target in waiting and key.target != table]
        waiting.remove(table)
        made.append(table)
    return made, late


def quoted(name: str) -> str:
    return sql.Identifier(name).as_string(None)


def _sequence(item: Sequence) -> str:
    cycle = "CYCLE" if item.cycle else "NO CYCLE"
    return (
        f"CREATE SEQUENCE {quoted(item.name)} AS {item.type} START {item.start} INCREMENT {item.increment} "
        f"MINVALUE {item.minimum} MAXVALUE {item.maximum} {cycle}"
    )


def _table(table: str, shape: Catalogue, late: list[Constraint]) -> str:
    parts = [_column(column) for column in shape.columns if column.table == table]
    parts += [
        f"CONSTRAINT {quoted(item.name)} {item.definition}"
        for item in shape.constraints
        if item.table == table and item not in late
    ]
    return f"CREATE TABLE {quoted(table)} ({', '.join(parts)})"


def _column(column: Column) -> str:
    return " ".join([quoted(column.name), column.type, *_clauses(column)])


def _clauses(column: Column) -> Iterator[str]:
    if column.collation is not None:
        yield f"COLLATE {quoted(column.collation)}"
    if column.generated:
        yield f"GENERATED ALWAYS AS ({column.default}) {GENERATED[column.generated]}"
    elif column.default is not None:
        yield f"DEFAULT {column.default}"
    if column.identity:
        yield f"GENERATED {IDENTITY[column.identity]} AS IDENTITY"
    if column.not_null:
        yield "NOT NULL"


def _foreign_key(item: Constraint) -> str:
    return f"ALTER TABLE {quoted(item.table)} ADD CONSTRAINT {quoted(item.name)} {item.definition}"


def _rows(connection: Connection, table: str, columns: list[Column]) -> Iterator[str]:
    """The seed of one table as one INSERT; the server itself writes the literals."""
    names = [sql.Identifier(column.name) for column in columns if not column.generated]
    literals = sql.SQL(" || ', ' || ").join(
        sql.SQL("quote_nullable({}::text)").format(name) for name in names
    )
    query = sql.SQL("SELECT '(' || {} || ')' FROM {} ORDER BY {}").format(
        literals, sql.Identifier(table), sql.SQL(", ").join(names)
    )
    values = [row for (row,) in connection.execute(query).fetchall()]
    if values:
        listed = sql.SQL(", ").join(names).as_string(None)
        into = f"{quoted(table)} ({listed}) OVERRIDING SYSTEM VALUE"
        yield f"INSERT INTO {into} VALUES {', '.join(values)}"  # noqa: S608 - quoted by psycopg and by the server


def _positions(connection: Connection, shape: Catalogue) -> Iterator[str]:
    """Sequences go on after the seed rows."""
    own = [sequence.name for sequence in shape.sequences]
    of_identity = [_behind(connection, column) for column in shape.columns if column.identity]
    for name in (*own, *of_identity):
        query = sql.SQL("SELECT last_value FROM {} WHERE is_called").format(sql.Identifier(name))
        if (row := connection.execute(query).fetchone()) is not None:
            literal = sql.Literal(quoted(name)).as_string(None)
            yield f"SELECT setval({literal}::regclass, {row[0]})"


def _behind(connection: Connection, column: Column) -> str:
    query = "SELECT relname FROM pg_class WHERE oid = pg_get_serial_sequence(%s, %s)::regclass"
    row = connection.execute(query, [quoted(column.table), column.name]).fetchone()
    return str(row[0]) if row else ""
