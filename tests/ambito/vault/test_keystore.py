"""The folder of keys: modes, atomic writes, one document per Ente."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from pytest_django import Settings

from ambito.tenancy.errors import BadName
from ambito.tenancy.keys import uuid7
from ambito.vault import doctor
from ambito.vault.errors import KeysExist, NoKeys, VaultClosed
from ambito.vault.keyfile import Secret
from ambito.vault.keystore import FileKeystore, keystore

NOW = datetime(2026, 1, 7, tzinfo=UTC)


def secret(version: int = 1, content: bytes = b"k" * 32) -> Secret:
    return Secret(UUID(str(uuid7())), "fields", version, NOW, content)


@pytest.fixture
def store(tmp_path: Path) -> FileKeystore:
    return FileKeystore(tmp_path / "keys")


def test_what_is_kept_comes_back(store: FileKeystore) -> None:
    first, second = secret(), secret(2)
    store.create("e_000001", [first])
    store.add("e_000001", [second])
    assert store.read("e_000001") == [first, second]
    assert store.names() == ["e_000001"]


def test_only_the_owner_reads(store: FileKeystore) -> None:
    store.create("e_000001", [secret()])
    modes = {path.name: path.stat().st_mode & 0o777 for path in (store.folder, *store.folder.iterdir())}
    assert modes == {"keys": 0o700, ".lock": 0o600, "e_000001.json": 0o600}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_document_open_to_others_is_refused(store: FileKeystore, mode: int) -> None:
    store.create("e_000001", [secret()])
    (store.folder / "e_000001.json").chmod(mode)
    with pytest.raises(VaultClosed, match="open to other users"):
        store.read("e_000001")


def test_a_folder_open_to_others_is_refused(store: FileKeystore) -> None:
    store.create("e_000001", [secret()])
    store.folder.chmod(0o755)
    for use in (store.names, lambda: store.read("e_000001"), lambda: store.add("e_000001", [secret(2)])):
        with pytest.raises(VaultClosed, match="open to other users"):
            use()


def test_keys_are_never_made_twice(store: FileKeystore) -> None:
    store.create("e_000001", [secret()])
    with pytest.raises(KeysExist):
        store.create("e_000001", [secret()])
    with pytest.raises(KeysExist):
        store.add("e_000001", [secret()])
    with pytest.raises(NoKeys):
        store.add("e_000002", [secret()])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"keys": [{}]}', b'{"keys": [1]}'])
def test_a_damaged_document_closes_the_vault(store: FileKeystore, content: bytes) -> None:
    store.create("e_000001", [secret()])
    (store.folder / "e_000001.json").write_bytes(content)
    with pytest.raises(VaultClosed, match="damaged"):
        store.read("e_000001")


def test_an_interrupted_write_changes_nothing(store: FileKeystore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.create("e_000001", [secret()])
    before = store.read("e_000001")

    def no_power(self: Path, target: Path) -> None:
        raise OSError(5, "power cut", str(target))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", no_power)
        with pytest.raises(VaultClosed, match="power cut"):
            store.add("e_000001", [secret(2)])
    assert store.read("e_000001") == before
    store.add("e_000001", [secret(2)])
    assert [key.version for key in store.read("e_000001")] == [1, 2]


def test_writers_at_the_same_time_lose_nothing(store: FileKeystore) -> None:
    store.create("e_000001", [secret()])
    threads = [Thread(target=store.add, args=("e_000001", [secret(version)])) for version in range(2, 22)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(key.version for key in store.read("e_000001")) == list(range(1, 22))


def test_shredding_overwrites_and_can_be_repeated(store: FileKeystore) -> None:
    store.create("e_000001", [secret()])
    with (store.folder / "e_000001.json").open("rb") as still_open:
        store.shred("e_000001")
        assert still_open.read().strip(b"\0") == b""
    store.shred("e_000001")
    with pytest.raises(NoKeys):
        store.read("e_000001")


def test_a_name_is_no_path(store: FileKeystore) -> None:
    with pytest.raises(BadName):
        store.create("../elsewhere", [secret()])


def test_no_keystore_is_said(settings: Settings) -> None:
    settings.AMBITO_KEYSTORE = ""
    with pytest.raises(VaultClosed, match="AMBITO_KEYSTORE"):
        keystore()
    assert len(doctor.findings()) == 1


def test_the_doctor_finds_what_is_wrong(settings: Settings, store: FileKeystore) -> None:
    settings.AMBITO_KEYSTORE = str(store.folder)
    assert "cannot be used" in doctor.findings()[0]
    store.create("e_000001", [secret()])
    assert doctor.findings() == ["the keystore has no key for blind match keys: found an Ente first"]
    store.create("matcher", [secret()])
    assert doctor.findings() == []
    (store.folder / "e_000001.json").write_text(json.dumps({"keys": [{"use": "fields"}]}))
    assert doctor.findings() == ["the keys of e_000001 are damaged: restore the keystore"]
