"""Q21: one AddField over many towns beside the same ALTER TABLE alone and beside `migrate_schemas`."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from django_tenants.migration_executors.standard import StandardExecutor

from ambito.project import founding
from ambito.project.bench.figures import Figure, seconds
from ambito.project.bench.fixed import versions
from ambito.tenancy.provisioning import rollout, stored, template
from ambito.tenancy.provisioning.builder import Connection, look_into, own_connection
from ambito.tenancy.provisioning.rollout import Pace

ALTER = 'ALTER TABLE "fixed_table00" ADD COLUMN "raw_{number}" varchar(20) NULL'
TOWNS = "SELECT schema_name FROM public.registry_ente WHERE kind = 'town' ORDER BY number"
ARRIVED = "UPDATE public.registry_ente SET fingerprint = %s WHERE schema_name = ANY(%s)"


def measure(towns: int, sample: int, rounds: int, folder: Path) -> Iterator[Figure]:
    """On an installed deployment of the fixed model. Stock migrates `sample` towns, extrapolated to all."""
    founding.keep_spares(wanted=towns + sample)
    with own_connection() as line:
        line.execute("VACUUM ANALYZE")
        schemas = [schema for (schema,) in line.execute(TOWNS).fetchall()]
        turns = [_turn(line, number, schemas, sample, folder) for number in range(rounds)]
        nothing = statistics.median(seconds(lambda: _check(line)) for _ in range(9))
    raw, planned, rolled, stock = (statistics.median(column) for column in zip(*turns, strict=True))
    ours, name = planned + rolled, f"Q21 {towns} towns"
    all_stock = stock / sample * towns
    yield Figure(f"{name}: roll-out, planning included / raw SQL on one connection", ours, "s", raw, 3)
    yield Figure(f"{name}: roll-out alone / raw SQL on one connection", rolled, "s", raw, 3)
    extrapolated = f"stock migrate_schemas (extrapolated from {sample})"
    yield Figure(f"{name}: {extrapolated} / roll-out", all_stock, "s", ours, 100, at_least=True)
    yield Figure(f"{name}: check when nothing is to do", nothing, "s", None, 0.05)


def _turn(
    line: Connection, number: int, schemas: list[str], sample: int, folder: Path
) -> tuple[float, float, float, float]:
    """Seconds of raw, of planning, of the roll-out and of the stock sample, each for a column of its own."""
    raw = seconds(lambda: _raw(line, number, schemas[sample:]))
    versions.write(folder, versions.TABLES + number)
    stored.source.cache_clear()
    stock = seconds(lambda: StandardExecutor([], _options()).run_migrations(tenants=schemas[:sample]))
    planned = seconds(template.bring_up)
    line.execute(ARRIVED, [template.bring_up(), schemas[:sample]])
    rolled = seconds(lambda: rollout.roll_out(Pace(), lambda _: None))
    return raw, planned, rolled, stock


def _raw(line: Connection, number: int, schemas: list[str]) -> None:
    for schema in schemas:
        with line.transaction():
            look_into(line, schema)
            line.execute(ALTER.format(number=number))


def _check(line: Connection) -> None:
    stored.source.cache_clear()
    stored.target()
    rollout.behind(line)


def _options() -> dict[str, object]:
    """As `migrate_schemas --tenant` passes them on."""
    return {
        "app_label": None,
        "migration_name": None,
        "interactive": False,
        "verbosity": 0,
        "fake": False,
        "fake_initial": False,
        "plan": False,
        "prune": False,
        "run_syncdb": False,
        "check_unapplied": False,
        "skip_checks": True,
        "force_color": False,
        "no_color": True,
        "database": "builder",
    }
