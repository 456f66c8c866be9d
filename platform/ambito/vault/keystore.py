"""Where keys live: outside the database and outside its backups.

One document per name (an Ente's role, or `matcher`) in the folder AMBITO_KEYSTORE. Its secrets are kept as
they are (`FileKeystore`: the permissions guard them) or wrapped by a KMS (`ambito.vault.kms`).
Removing the document makes every backup of that Ente unreadable: docs/adr/keys-outside-the-database.md.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings

from ambito.tenancy.seats import checked
from ambito.vault import keyfile
from ambito.vault.errors import KeysExist, NoKeys, VaultClosed
from ambito.vault.keyfile import Secret

OTHERS = 0o077


class Keystore(Protocol):
    """All methods raise `VaultClosed` when the store cannot be used; none falls back on anything else."""

    def wrap(self, secret: bytes, *, name: str) -> bytes: ...

    def unwrap(self, wrapped: bytes, *, name: str) -> bytes: ...

    def names(self) -> list[str]: ...

    def read(self, name: str) -> list[Secret]:
        """The unwrapped secrets under `name`; `NoKeys` when there are none."""
        ...

    def create(self, name: str, secrets: list[Secret]) -> None:
        """`KeysExist` when `name` has keys already."""
        ...

    def add(self, name: str, secrets: list[Secret]) -> None:
        """`KeysExist` when a version is there already (two renewals at the same time)."""
        ...

    def shred(self, name: str) -> None:
        """Destroy every key under `name`, for ever; nothing to do when there are none."""
        ...


class FileKeystore:
    """Documents of mode 0600 in a folder of mode 0700; anything more open is refused, not repaired."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def wrap(self, secret: bytes, *, name: str) -> bytes:
        del name
        return secret

    def unwrap(self, wrapped: bytes, *, name: str) -> bytes:
        del name
        return wrapped

    def names(self) -> list[str]:
        with _reachable():
            self._guarded(self.folder)
            return sorted(path.stem for path in self.folder.glob("*.json"))

    def read(self, name: str) -> list[Secret]:
        return [key.holding(self.unwrap(key.secret, name=name)) for key in self._wrapped(name)]

    def create(self, name: str, secrets: list[Secret]) -> None:
        wrapped = self._wrap_all(name, secrets)
        with self._locked():
            if self._path(name).exists():
                raise KeysExist(name)
            self._write(name, wrapped)

    def add(self, name: str, secrets: list[Secret]) -> None:
        wrapped = self._wrap_all(name, secrets)
        with self._locked():
            kept = self._wrapped(name)
            if {key.place for key in kept} & {key.place for key in secrets}:
                raise KeysExist(name)
            self._write(name, [*kept, *wrapped])

    def shred(self, name: str) -> None:
        path = self._path(name)
        with self._locked():
            if path.exists():
                self._write_over(path)
                path.unlink()
                _settle(self.folder)

    def _wrap_all(self, name: str, secrets: list[Secret]) -> list[Secret]:
        return [key.holding(self.wrap(key.secret, name=name)) for key in secrets]

    def _path(self, name: str) -> Path:
        return self.folder / f"{checked(name)}.json"

    def _wrapped(self, name: str) -> list[Secret]:
        with _reachable():
            self._guarded(self.folder)
            try:
                self._guarded(self._path(name))
                return keyfile.read(self._path(name).read_bytes())
            except FileNotFoundError as error:
                raise NoKeys(f"the keystore has no keys for {name}") from error
            except (ValueError, KeyError, TypeError) as error:
                raise VaultClosed(f"the keys of {name} are damaged: restore the keystore") from error

    def _guarded(self, path: Path) -> None:
        status = path.stat()
        if status.st_mode & OTHERS or status.st_uid != os.geteuid():
            raise VaultClosed(f"{path} is open to other users: chmod go= and check its owner")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time, also among processes."""
        with _reachable():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._guarded(self.folder)
            descriptor = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield
            finally:
                os.close(descriptor)

    def _write(self, name: str, wrapped: list[Secret]) -> None:
        """A reader sees the old document or the new one, also after a crash."""
        path = self._path(name)
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        _put(draft, keyfile.written(wrapped), os.O_CREAT | os.O_EXCL)
        draft.replace(path)
        _settle(self.folder)

    def _write_over(self, path: Path) -> None:
        _put(path, bytes(path.stat().st_size), 0)


def _put(path: Path, content: bytes, flags: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | flags, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise VaultClosed(f"the keystore cannot be used: {error.strerror} ({error.filename})") from error


def keystore() -> Keystore:
    """The keystore of this deployment, or `VaultClosed` when none is set."""
    if not settings.AMBITO_KEYSTORE:
        raise VaultClosed("no keystore: set AMBITO_KEYSTORE to a folder that only this service can read")
    folder = Path(settings.AMBITO_KEYSTORE)
    if settings.AMBITO_KMS_KEY_ID:
        from ambito.vault.kms import KmsKeystore  # noqa: PLC0415 - slow import: boto3, 0.3 s

        return KmsKeystore(folder, settings.AMBITO_KMS_KEY_ID)
    return FileKeystore(folder)
