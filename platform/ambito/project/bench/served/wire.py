"""What a server sends to its database, counted where it leaves: in libpq's own trace, not in a log."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.db.backends.signals import connection_created

FILE = "AMBITO_BENCH_WIRE"
STATEMENTS = {"Query", "Execute"}
COLUMNS = 3


def trace_if_asked() -> None:
    if FILE in os.environ:
        file = os.open(os.environ[FILE], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

        def trace(connection: Any, **_: Any) -> None:
            connection.connection.pgconn.trace(file)

        connection_created.connect(trace, weak=False)


def statements(file: Path) -> int:
    """How many were sent so far, BEGIN and COMMIT too. A line is time, F or B, length, kind, content."""
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return sum(len(line) > COLUMNS and line[1] == "F" and line[3] in STATEMENTS for line in lines)
