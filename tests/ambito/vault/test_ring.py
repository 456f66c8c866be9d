"""Keys are unwrapped before a transaction, kept five minutes, and are the current Ente's alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.errors import OutsideTown
from ambito.tenancy.seats import Seat
from ambito.vault import ring
from ambito.vault.errors import VaultClosed, WrongEnte
from ambito.vault.keyfile import Secret
from ambito.vault.keystore import FileKeystore
from tests.ambito.vault.notes import Note

GetSeat = Callable[[str], Seat]


@pytest.fixture
def happened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was done in which order: `keystore <name>` or the first word of a statement."""
    events: list[str] = []
    read = FileKeystore.read

    def watched(store: FileKeystore, name: str) -> list[Secret]:
        events.append(f"keystore {name}")
        return read(store, name)

    def statement(execute: Callable[..., Any], query: str, *rest: Any) -> Any:
        events.append(query.split(maxsplit=1)[0])
        return execute(query, *rest)

    monkeypatch.setattr(FileKeystore, "read", watched)
    with connection.execute_wrapper(statement):
        yield events


@contextmanager
def hours_later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> Iterator[None]:
    now = ring.time.monotonic()
    with monkeypatch.context() as patch:
        patch.setattr(ring.time, "monotonic", lambda: now + seconds)
        yield


def test_keys_are_unwrapped_before_the_first_statement(
    vault: GetSeat, happened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alpha = vault("alpha")
    happened.clear()
    with enter(alpha):
        unwrapped = [f"keystore {alpha.role}", "keystore matcher"]
        assert happened[:2] == unwrapped
        assert happened[2:] == ["SELECT"]
        with hours_later(monkeypatch, 7200):
            Note.objects.create(text="long after entry")
        assert [event for event in happened if event.startswith("keystore")] == unwrapped


def test_keys_are_kept_for_five_minutes(
    vault: GetSeat, happened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alpha = vault("alpha")
    for seconds, readings in ((0.0, 1), (299.0, 1), (301.0, 2)):
        with hours_later(monkeypatch, seconds), enter(alpha):
            ring.current_key()
        assert happened.count(f"keystore {alpha.role}") == readings


def test_expired_keys_of_other_enti_leave_the_process(
    vault: GetSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    alpha, beta = vault("alpha"), vault("beta")
    with enter(alpha):
        assert alpha.role in ring._kept
    with hours_later(monkeypatch, 301), enter(beta):
        assert alpha.role not in ring._kept


def test_another_entes_key_is_refused(vault: GetSeat) -> None:
    alpha, beta = vault("alpha"), vault("beta")
    with enter(alpha):
        assert ring.current_key(alpha.role) is ring.current_key()
        with pytest.raises(WrongEnte):
            ring.current_key(beta.role)


def test_outside_of_an_ente_there_are_no_keys(vault: GetSeat) -> None:
    with enter(vault("alpha")):
        ring.current_key()
    for ask in (ring.current_key, ring.matcher_ring):
        with pytest.raises(OutsideTown):
            ask()
        with enter_function("signin"), pytest.raises(OutsideTown):
            ask()


def test_a_repr_shows_no_key(vault: GetSeat) -> None:
    with enter(vault("alpha")):
        whole = ring.current_ring()
        shown = f"{whole!r} {whole.secrets!r} {ring.current_key()!r}"
    assert not any(repr(secret.secret) in shown for secret in whole.secrets)
    assert "AESGCM" not in shown


def test_closed_is_asked_again_after_ten_seconds(
    vault: GetSeat, keystore_folder: Any, happened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alpha = vault("alpha")
    keystore_folder.chmod(0o750)
    for _ in range(2):
        with enter(alpha), pytest.raises(VaultClosed):
            ring.current_key()
    assert happened.count(f"keystore {alpha.role}") == 1
    keystore_folder.chmod(0o700)
    with hours_later(monkeypatch, 11), enter(alpha):
        ring.current_key()


def test_what_is_protected_closes_and_the_rest_works(vault: GetSeat, keystore_folder: Any) -> None:
    alpha = vault("alpha")
    with enter(alpha):
        pk = Note.objects.create(title="One", text="secret").pk
    ring.forget()
    keystore_folder.rename(keystore_folder.with_name("away"))
    with enter(alpha):
        note = Note.objects.get(pk=pk)
        note.title = "Two"
        note.save()
        with pytest.raises(VaultClosed):
            _ = note.text
    with enter(alpha), pytest.raises(VaultClosed):
        Note.objects.create(text="no plaintext falls back")
    keystore_folder.with_name("away").rename(keystore_folder)
    ring.forget()
    with enter(alpha):
        assert [(each.title, each.text) for each in Note.objects.all()] == [("Two", "secret")]
