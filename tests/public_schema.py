"""The public schema as whoever holds the server, or a copy of its backup, reads it."""

from __future__ import annotations

import os

import psycopg
from django.db import connections


def dumped() -> bytes:
    """Every committed row of every table of the public schema."""
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(os.environ["AMBITO_TEST_SUPERUSER_URL"], dbname=name) as superuser:
        tables = superuser.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        content = b""
        for (table,) in tables:
            with superuser.cursor().copy(f'COPY public."{table}" TO STDOUT') as copy:
                content += b"".join(bytes(block) for block in copy)
    return content
