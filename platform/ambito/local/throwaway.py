"""The servers of a test run. PostgreSQL starts from a copy of a ready-made cluster: initdb is slow."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from ambito.local.environment import object_store_variables
from ambito.local.errors import AlreadyRunningError, ChildFailedError, LocalError
from ambito.local.lock import held, waited_for
from ambito.local.places import TEST, private_folder
from ambito.local.ports import accepts, throwaway_port
from ambito.local.servers import postgres
from ambito.local.servers.objects import ObjectStore
from ambito.local.servers.postgres import Postgres
from ambito.local.servers.valkey import Valkey

SUPERUSER = "AMBITO_TEST_SUPERUSER_URL"
GIVEN = "AMBITO_TEST_DATABASE_URL"
WARM = "AMBITO_TEST_WARM"
_FOLDER = "AMBITO_TEST_FOLDER"
_SECONDS_FOR_OBJECTS = 30


class ControllerServers:
    """PostgreSQL and the S3 server. The folder goes with them, unless the run may keep its cluster warm."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def start(self) -> None:
        remove_leftovers()
        folder = TEST / f"run-{os.getpid()}"
        self._stack.enter_context(held(folder.with_suffix(".lock")))
        self._stack.callback(folder.with_suffix(".lock").unlink, missing_ok=True)
        self._stack.callback(shutil.rmtree, folder, ignore_errors=True)
        os.environ[_FOLDER] = str(private_folder(folder))
        self._start_objects(folder)
        os.environ[SUPERUSER] = os.environ.get(GIVEN) or self._start_postgres(folder)

    def _start_objects(self, folder: Path) -> None:
        """Not waited for: most runs never need it, and who does asks for the fixture `object_store`."""
        server = ObjectStore(folder / "objects", throwaway_port())
        server.prepare()
        self._stack.callback(server.stop)
        server.launch()
        os.environ.update(object_store_variables(server, ""))

    def _start_postgres(self, folder: Path) -> str:
        if os.environ.get(WARM) == "1":
            try:
                return self._start_warm()
            except AlreadyRunningError:
                pass  # another run has it: this one starts cold
        return self._started(copied_cluster(folder / "postgres")).url()

    def _start_warm(self) -> str:
        folder = TEST / f"warm-{_cluster_key()}"
        self._stack.enter_context(held(folder.with_suffix(".lock")))
        try:
            return self._started(copied_cluster(folder)).url()
        except ChildFailedError:
            # Without fsync a cut of power may have spoilt it.
            shutil.rmtree(folder, ignore_errors=True)
            return self._started(copied_cluster(folder)).url()

    def _started(self, server: Postgres) -> Postgres:
        self._stack.callback(server.stop)
        server.start()
        return server

    def stop(self) -> None:
        self._stack.close()


class WorkerServers:
    """One Valkey, one bucket and one keystore for each process that runs tests."""

    def __init__(self, name: str) -> None:
        self._folder = Path(os.environ[_FOLDER])
        self._name = name
        self._valkey = Valkey(self._folder / f"valkey-{name}", throwaway_port())

    def start(self) -> None:
        self._valkey.start()
        bucket = private_folder(self._folder / "objects" / f"test-{self._name}")
        os.environ["S3_BUCKET"] = bucket.name
        os.environ["REDIS_URL"] = self._valkey.url
        os.environ["AMBITO_KEYSTORE"] = str(private_folder(self._folder / f"keystore-{self._name}"))

    def stop(self) -> None:
        self._valkey.stop()

    @staticmethod
    def wait_for_objects() -> str:
        address = os.environ["S3_ENDPOINT_URL"]
        deadline = time.monotonic() + _SECONDS_FOR_OBJECTS
        while not accepts(int(address.rpartition(":")[2])):
            if time.monotonic() > deadline:
                raise LocalError(f"The S3 server does not answer at {address}.")
            time.sleep(0.02)
        return address


def copied_cluster(folder: Path) -> Postgres:
    """A cluster in `folder`: what is there already, else a copy of the one that initdb made once."""
    source = _ready_made()
    if not folder.exists():
        unfinished = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        # cp shares the blocks where the file system can; shutil cannot.
        subprocess.run(["cp", "-a", "--reflink=auto", source, unfinished], check=True)
        unfinished.rename(folder)
    return Postgres(folder, throwaway_port(), durable=False)


def _ready_made() -> Path:
    folder = TEST / f"ready-{_cluster_key()}"
    if not folder.exists():
        with waited_for(TEST / "ready.lock"):
            Postgres(folder, 0, durable=False).prepare()
    return folder


def _cluster_key() -> str:
    made_from = postgres.version(), Path(postgres.__file__).read_text(encoding="utf-8")
    return hashlib.sha256(repr(made_from).encode()).hexdigest()[:10]


def remove_leftovers() -> None:
    """Folders of runs that were killed: their lock is free, though nobody removed them."""
    for lock in TEST.glob("run-*.lock"):
        try:
            with held(lock):
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink(missing_ok=True)
        except AlreadyRunningError:
            continue
