"""pgbouncer in transaction mode, where this machine has it; else the small pooler of tests/pooler.py."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg.conninfo import conninfo_to_dict

from ambito.local.child import Child
from ambito.local.places import private_folder, write_private
from ambito.local.ports import LOOPBACK, accepts, throwaway_port
from ambito.local.servers.server import Server
from ambito.local.servers.unprivileged import prefix_for
from tests.pooler import pooling

PROGRAM = "pgbouncer"
# `any`: whoever comes gets the connections of the user that the database line names.
CONFIGURATION = """
[databases]
{dbname} = host={host} port={port} dbname={dbname} user={user} password={password}
[pgbouncer]
listen_addr = {address}
listen_port = {listen}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {size}
min_pool_size = {size}
max_client_conn = 100
server_tls_sslmode = disable
ignore_startup_parameters = extra_float_digits, options
"""


@dataclass
class PgBouncer(Server):
    """`size` server connections to `dsn`, shared by all clients, a transaction at a time."""

    dsn: str = field(kw_only=True)
    size: int = field(kw_only=True)

    def prepare(self) -> None:
        private_folder(self.folder)

    def make_child(self) -> Child:
        said = CONFIGURATION.format(
            **conninfo_to_dict(self.dsn), address=LOOPBACK, listen=self.port, size=self.size
        )
        file = write_private(self.folder / "pgbouncer.ini", said)
        program = str(shutil.which(PROGRAM))
        return Child(PROGRAM, [program, "-q", str(file)], self.log, prefix=prefix_for(program, self.folder))

    def answers(self) -> bool:
        return accepts(self.port)


@contextmanager
def transaction_pooler(dsn: str, size: int) -> Iterator[tuple[int, str]]:
    """The port and the name of a running pooler in transaction mode."""
    if shutil.which(PROGRAM) is None:
        with pooling(dsn, size) as proxy:
            yield proxy.port, "transaction-mode proxy of tests/"
        return
    with TemporaryDirectory() as folder:
        server = PgBouncer(Path(folder) / PROGRAM, throwaway_port(), dsn=dsn, size=size)
        server.start()
        try:
            yield server.port, PROGRAM
        finally:
            server.stop()
