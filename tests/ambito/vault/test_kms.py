"""A real KMS client against a KMS server: the calls arrive, and nothing opens without it."""

from __future__ import annotations

import json
import shutil
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from ambito.tenancy.context import enter
from ambito.tenancy.seats import SYSTEM
from ambito.vault import doctor, kms, ring
from ambito.vault.errors import VaultClosed
from ambito.vault.keystore import FileKeystore, keystore
from ambito.vault.operations import create_keys
from tests import towns
from tests.ambito.vault.notes import Note


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ThreadedMotoServer]:
    monkeypatch.setenv("MOTO_RECORDER_FILEPATH", str(tmp_path / "calls"))
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-south-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    kms.client.cache_clear()
    yield server
    kms.client.cache_clear()
    server.stop()


@pytest.fixture
def key_id(server: ThreadedMotoServer, keystore_folder: Path, settings: Settings, tmp_path: Path) -> str:
    """Keys of alpha and beta wrapped by a KMS, in a keystore of their own."""
    settings.AMBITO_KMS_KEY_ID = kms.client().create_key()["KeyMetadata"]["KeyId"]
    settings.AMBITO_KEYSTORE = str(tmp_path / "wrapped")
    for name in ("alpha", "beta"):
        create_keys(seat=towns.seat(name), by=SYSTEM)
    return str(settings.AMBITO_KMS_KEY_ID)


def recorder(server: ThreadedMotoServer, verb: str, method: str = "POST") -> bytes:
    host, port = server.get_host_and_port()
    request = Request(f"http://{host}:{port}/moto-api/recorder/{verb}", method=method)
    with urlopen(request) as answer:  # noqa: S310 - the test's own server
        body: bytes = answer.read()
        return body


def test_the_calls_arrive(server: ThreadedMotoServer, key_id: str) -> None:
    alpha = towns.seat("alpha")
    recorder(server, "start-recording")
    ring.forget()
    with enter(alpha):
        pk = Note.objects.create(text="secret").pk
    with enter(alpha):
        assert Note.objects.get(pk=pk).text == "secret"
    recorder(server, "stop-recording")
    calls = [json.loads(line) for line in recorder(server, "download-recording", "GET").splitlines()]
    contexts = [json.loads(b64decode(call["body"]))["EncryptionContext"]["ente"] for call in calls]
    assert [call["headers"]["X-Amz-Target"] for call in calls] == ["TrentService.Decrypt"] * 3
    assert contexts == [alpha.role, alpha.role, "matcher"]


def test_the_folder_alone_opens_nothing(key_id: str) -> None:
    alpha = towns.seat("alpha").role
    bare = {secret.key_id: secret.secret for secret in keystore().read(alpha)}
    wrapped = FileKeystore(keystore().folder).read(alpha)  # type: ignore[attr-defined]
    assert {secret.key_id for secret in wrapped} == set(bare)
    assert not any(bare[secret.key_id] in secret.secret for secret in wrapped)


def test_another_entes_document_does_not_open(key_id: str, settings: Settings) -> None:
    folder = Path(settings.AMBITO_KEYSTORE)
    shutil.copy2(folder / f"{towns.seat('alpha').role}.json", folder / f"{towns.seat('beta').role}.json")
    with pytest.raises(VaultClosed):
        keystore().read(towns.seat("beta").role)


def test_without_the_kms_protected_fields_close_and_the_rest_works(
    server: ThreadedMotoServer, key_id: str
) -> None:
    alpha = towns.seat("alpha")
    with enter(alpha):
        pk = Note.objects.create(title="One", text="secret").pk
    server.stop()
    ring.forget()
    with enter(alpha):
        note = Note.objects.get(pk=pk)
        assert note.title == "One"
        with pytest.raises(VaultClosed, match="KMS"):
            _ = note.text
    with enter(alpha), pytest.raises(VaultClosed):
        Note.objects.create(text="no plaintext falls back")
    with enter(alpha):
        assert Note.objects.count() == 1
    assert "KMS" in doctor.findings()[0]
