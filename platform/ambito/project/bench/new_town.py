"""Q20: a new town beside a raw replay of its DDL and beside django-tenants' own way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from uuid import UUID

from django_tenants.utils import get_tenant_model

from ambito.project import founding
from ambito.project.bench.figures import Figure, side_by_side
from ambito.tenancy.provisioning import stored
from ambito.tenancy.provisioning.builder import Connection, look_into, own_connection, run

NUMBERS = count(1)


def measure(rounds: int, *, real: bool) -> Iterator[Figure]:
    """On an installed deployment, seconds. Raw is all DDL in one batch and one transaction, and no more."""
    consortium = founding.found(
        kind="consortium", host="consortium.bench.test", name="Consortium", letters="CO", hue="t-01"
    ).ente_id
    with own_connection() as line:
        raw, ours, stock, _, claim = _side_by_side(line, consortium, rounds)
    name, judged = ("real model", False) if real else ("fixed model", True)
    yield Figure(f"Q20 {name}: new town / raw DDL replay", ours, "s", raw, 1.5 if judged else None)
    yield Figure(
        f"Q20 {name}: stock create_schema / new town", stock, "s", ours, 8 if judged else None, at_least=True
    )
    yield Figure(
        f"Q20 {name}: claim from the pool / raw DDL replay", claim, "s", raw, 0.05 if judged else None
    )


def _side_by_side(line: Connection, consortium: UUID, rounds: int) -> list[float]:
    """Seconds of raw, of a town from the artefact, of stock, of a spare, of a town from that spare."""
    batch = _ddl()
    return side_by_side(
        rounds,
        lambda: _raw(line, batch),
        lambda: _found(consortium),
        _stock,
        lambda: founding.keep_spares(wanted=1),
        lambda: _found(consortium),
    )


def _ddl() -> str:
    _, artefact = stored.of_this_code()
    return ";".join(line for line in artefact.statements if line.startswith(("CREATE", "ALTER")))


def _raw(line: Connection, batch: str) -> None:
    schema = f"raw_{next(NUMBERS)}"
    with line.transaction():
        run(line, "CREATE SCHEMA {}", schema)
        look_into(line, schema)
        line.execute(batch)


def _found(consortium: UUID) -> None:
    name = f"town{next(NUMBERS)}"
    founding.found(
        kind="town", host=f"{name}.bench.test", consortium=consortium, name=name, letters="TO", hue="t-01"
    )


def _stock() -> None:
    """The schema alone: without role, rights, registry row, host and profile."""
    get_tenant_model()(schema_name=f"stock_{next(NUMBERS)}").create_schema(verbosity=0)
