"""The S3 server: `rclone serve s3` over a plain folder. No versions, no object lock: promise neither."""

from __future__ import annotations

import os
import secrets
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

from ambito.local.child import Child
from ambito.local.places import private_folder
from ambito.local.ports import LOOPBACK, accepts
from ambito.local.servers.server import Server


def binary() -> str:
    return str(Path(sysconfig.get_path("scripts")) / "rclone")


def _key() -> str:
    # rclone refuses very short access keys, and reads a comma as the end of one.
    return secrets.token_hex(16)


@dataclass
class ObjectStore(Server):
    patience = 30.0
    access_key: str = field(default_factory=_key)
    secret_key: str = field(default_factory=_key, repr=False)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def prepare(self) -> None:
        private_folder(self.folder)

    def make_bucket(self, name: str) -> str:
        """A bucket is a folder: no request needed."""
        private_folder(self.folder / name)
        return name

    def make_child(self) -> Child:
        command = [
            binary(),
            "serve",
            "s3",
            "--addr",
            f"{LOOPBACK}:{self.port}",
            "--no-cleanup",
            str(self.folder),
        ]
        # The keys go through the environment: everybody on the machine may read a command line.
        environment = os.environ | {
            "RCLONE_AUTH_KEY": f'"{self.access_key},{self.secret_key}"',
            "RCLONE_CONFIG": os.devnull,
        }
        return Child("The S3 server", command, self.log, environment)

    def answers(self) -> bool:
        return accepts(self.port)
