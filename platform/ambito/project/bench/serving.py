"""gunicorn in front of the throw-away deployment, and towns that it serves."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from ambito.local.child import Child
from ambito.local.ports import accepts, throwaway_port
from ambito.project import founding
from ambito.project.bench.served import wire
from ambito.tenancy.provisioning.builder import look_into, one_transaction
from ambito.tenancy.seats import Seat

ROWS = """
INSERT INTO fixed_table00 (title, kind, amount, note) VALUES ('Parent', 'plain', 0, '');
INSERT INTO fixed_table01 (title, kind, amount, note, parent_id)
SELECT 'Entry ' || number, 'plain', number, '', currval(pg_get_serial_sequence('fixed_table00', 'id'))
FROM generate_series(1, 20) number
"""
SECONDS_TO_START = 60


def found_towns(number: int) -> dict[str, Seat]:
    """Towns by host, each with a list of twenty rows."""
    above = founding.found(kind="consortium", host=_host("served"), name="Served", letters="SE", hue="t-01")
    towns = {_host(f"served{one}"): _found(above.ente_id, f"served{one}") for one in range(number)}
    for seat in towns.values():
        _fill(seat)
    return towns


def _host(label: str) -> str:
    return f"{label}.{settings.AMBITO_BASE_DOMAIN}"


def _found(consortium: UUID, name: str) -> Seat:
    return founding.found(
        kind="town", host=_host(name), consortium=consortium, name=name, letters="TO", hue="t-01"
    )


def _fill(seat: Seat) -> None:
    with one_transaction() as line:
        look_into(line, str(seat.schema))
        line.execute(ROWS)


@contextmanager
def serving(
    side: str, schema: str = "", *, workers: int, threads: int, sent: Path | None = None
) -> Iterator[int]:
    """The port of a server of settings/bench_served.py. `sent` takes a trace of what goes to the database."""
    port = throwaway_port()
    with tempfile.TemporaryDirectory() as folder:
        server = Child(
            f"gunicorn ({side})",
            [sys.executable, "-m", "gunicorn", *_options(port, workers, threads)],
            Path(folder) / "log",
            _environment(side, schema, sent),
        )
        try:
            server.start().wait_until(lambda: accepts(port), SECONDS_TO_START)
            yield port
        finally:
            server.stop()


def _options(port: int, workers: int, threads: int) -> list[str]:
    return [
        "ambito.project.wsgi:application",
        f"--bind=127.0.0.1:{port}",
        "--worker-class=gthread",
        f"--workers={workers}",
        f"--threads={threads}",
        "--keep-alive=60",
        "--no-control-socket",
    ]


def _environment(side: str, schema: str, sent: Path | None) -> dict[str, str]:
    """Plain Django owns its one schema; ours comes in as the login without rights."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ambito.project.settings.bench_served",
        "AMBITO_BENCH_SIDE": side,
        "AMBITO_BENCH_SCHEMA": schema,
        "DATABASE_URL": _address("default" if side == "towns" else "builder"),
        "AMBITO_KEYSTORE": settings.AMBITO_KEYSTORE,
        **({wire.FILE: str(sent)} if sent else {}),
    }


def _address(alias: str) -> str:
    entry = connections[alias].settings_dict
    return make_conninfo(
        dbname=entry["NAME"],
        user=entry["USER"],
        password=entry["PASSWORD"],
        host=entry["HOST"],
        port=entry["PORT"],
    )
