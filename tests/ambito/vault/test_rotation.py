"""Renewing and destroying keys."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Self

import pytest
from django.apps import apps
from django.db import connections
from django.utils import timezone

from ambito.tenancy.context import enter
from ambito.tenancy.provisioning.hooks import after_found
from ambito.tenancy.seats import SYSTEM, Seat
from ambito.vault import ring
from ambito.vault.cipher import Ciphertext
from ambito.vault.errors import NoKeys, Tampered, VaultClosed
from ambito.vault.hooks import KeyChange, key_changed
from ambito.vault.keystore import keystore
from ambito.vault.matching import match_key
from ambito.vault.models import PublicKey
from ambito.vault.operations import AT_ONCE, READY_IN, create_keys, keys_for_founded, renew_keys, shred
from ambito.vault.rotation import rotate, town_models
from tests.ambito.vault import notes
from tests.ambito.vault.notes import TOWNS, Note
from tests.sizes import promise_size
from town.people.models import Person

GetSeat = Callable[[str], Seat]


def write(seat: Seat, count: int) -> list[Note]:
    with enter(seat):
        return Note.objects.bulk_create(
            [Note(text=f"text {number}", facts={"n": number}) for number in range(count)]
        )


def versions(seat: Seat) -> set[int]:
    with enter(seat):
        cells = Note.objects.values_list("text", "facts")
        return {cell.key_version for row in cells for cell in row if isinstance(cell, Ciphertext)}


def test_a_founded_ente_gets_keys_once(vault: GetSeat) -> None:
    assert keys_for_founded in after_found
    alpha = vault("alpha")
    before = keystore().read(alpha.role)
    create_keys(seat=alpha, by=SYSTEM)
    assert keystore().read(alpha.role) == before
    assert {secret.use for secret in before} == {"fields", "packets"}


def test_a_renewed_key_waits_until_every_process_has_it(vault: GetSeat) -> None:
    alpha = vault("alpha")
    assert timedelta(seconds=2 * ring.KEPT_FOR) <= READY_IN
    assert renew_keys(seat=alpha, by=SYSTEM) == 2
    write(alpha, 1)
    assert versions(alpha) == {1}
    with enter(alpha):
        assert set(ring.current_ring().field_keys) == {1, 2}


def test_a_process_that_is_behind_says_so_and_catches_up(vault: GetSeat) -> None:
    alpha = vault("alpha")
    with enter(alpha):
        behind = ring._kept[alpha.role]
    renew_keys(seat=alpha, by=SYSTEM, ready_in=AT_ONCE)
    (note,) = write(alpha, 1)
    ring._kept[alpha.role] = behind
    with enter(alpha), pytest.raises(VaultClosed, match="try again"):
        _ = Note.objects.get(pk=note.pk).text
    with enter(alpha):
        assert Note.objects.get(pk=note.pk).text == "text 0"


def test_old_values_are_read_and_brought_over(vault: GetSeat) -> None:
    alpha = vault("alpha")
    write(alpha, 7)
    renew_keys(seat=alpha, by=SYSTEM, ready_in=AT_ONCE)
    with enter(alpha):
        assert [note.text for note in Note.objects.order_by("pk")] == [f"text {n}" for n in range(7)]
    assert versions(alpha) == {1}
    assert rotate(Note, seat=alpha, by=SYSTEM, batch=3) == 7
    assert versions(alpha) == {2}
    assert rotate(Note, seat=alpha, by=SYSTEM, batch=3) == 0
    with enter(alpha):
        rows = [(note.text, note.facts) for note in Note.objects.order_by("pk")]
    assert rows == [(f"text {n}", {"n": n}) for n in range(7)]


def test_rotation_stops_at_a_moved_value(vault: GetSeat) -> None:
    alpha = vault("alpha")
    one, two = write(alpha, 2)
    notes.put(alpha.role, one.pk, notes.stored(alpha.role, two.pk))
    renew_keys(seat=alpha, by=SYSTEM, ready_in=AT_ONCE)
    with pytest.raises(Tampered):
        rotate(Note, seat=alpha, by=SYSTEM)
    assert versions(alpha) == {1}


class Writers:
    """Two threads that change and read their rows all along, and remember the last word of each."""

    def __init__(self, seat: Seat, rows: list[Note]) -> None:
        self.seat, self.rows = seat, rows
        self.said: dict[object, str] = {}
        self.failures: list[Exception] = []
        self.stop, self.turns, self.turned = Event(), [0, 0], Condition()
        self.threads = [Thread(target=self._work, args=(number,)) for number in range(2)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def wait_for_everyone(self) -> None:
        """Until both have entered the town anew, as ten minutes would see to."""
        goal = [turn + 2 for turn in self.turns]
        with self.turned:
            assert self.turned.wait_for(
                lambda: self.failures or all(map(int.__ge__, self.turns, goal)), timeout=60
            )

    def _work(self, number: int) -> None:
        try:
            while not self.stop.is_set():
                for row in self.rows[number::4]:
                    self._write(row, f"turn {self.turns[number]}")
                self.turns[number] += 1
                with self.turned:
                    self.turned.notify_all()
        except Exception as error:  # noqa: BLE001 - reported by the test
            self.failures.append(error)
        finally:
            connections.close_all()

    def _write(self, row: Note, text: str) -> None:
        with enter(self.seat):
            note = Note.objects.select_for_update().get(pk=row.pk)
            assert note.text == self.said.get(row.pk, row.text)
            note.text = text
            note.save()
        self.said[row.pk] = text


def test_rotation_while_people_write_loses_nothing(vault: GetSeat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three renewals, each used once every process has the key; every last word is there in the end."""
    alpha = vault("alpha")
    rows = write(alpha, promise_size(60, 2000))
    real, passed = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: real() + passed[0])
    with Writers(alpha, rows) as writers:
        for _ in range(3):
            renew_keys(seat=alpha, by=SYSTEM)
            writers.wait_for_everyone()
            passed[0] += READY_IN
            ring.forget()
            rotate(Note, seat=alpha, by=SYSTEM, batch=7)
    while rotate(Note, seat=alpha, by=SYSTEM, batch=50):
        pass
    assert writers.failures == []
    with enter(alpha):
        texts = {note.pk: note.text for note in Note.objects.all()}
    assert texts == {row.pk: writers.said.get(row.pk, row.text) for row in rows}
    assert versions(alpha) == {4}
    assert len(writers.said) == len(rows) // 2


def test_only_models_with_encrypted_fields_are_rotated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps, "get_models", lambda: [PublicKey, Person, Note])
    assert list(town_models()) == [Note]


def test_shredding_closes_one_town_for_ever_and_no_other(vault: GetSeat) -> None:
    """The rows come back from a backup of the database; the keys do not."""
    count = promise_size(20, 500)
    seats = {name: vault(name) for name in TOWNS}
    for seat in seats.values():
        write(seat, count)
    backup = [(pk, bytes(cell)) for pk, cell in cells(seats["alpha"])]
    shred(seat=seats["alpha"], by=SYSTEM)
    notes.empty_tables([seats["alpha"].role])
    for pk, cell in backup:
        notes.put(seats["alpha"].role, pk, cell)
    assert {name: readable(seat) for name, seat in seats.items()} == {
        "alpha": 0,
        "beta": count,
        "gamma": count,
    }
    with pytest.raises(NoKeys):
        renew_keys(seat=seats["alpha"], by=SYSTEM)


def test_new_keys_after_shredding_open_nothing_old(vault: GetSeat) -> None:
    alpha = vault("alpha")
    write(alpha, 3)
    shred(seat=alpha, by=SYSTEM)
    create_keys(seat=alpha, by=SYSTEM)
    assert readable(alpha) == 0
    with enter(alpha), pytest.raises(Tampered):
        _ = Note.objects.all()[0].text


def test_every_change_is_told(vault: GetSeat, keystore_folder: Path) -> None:
    """Audit hears of every change, after it happened."""
    heard: list[KeyChange] = []
    key_changed.register(heard.append)
    try:
        alpha = vault("alpha")
        renew_keys(seat=alpha, by=SYSTEM)
        shred(seat=alpha, by=SYSTEM)
        shutil.rmtree(keystore_folder)
        create_keys(seat=alpha, by=SYSTEM)
    finally:
        key_changed._registered.remove(heard.append)
    assert [(change.what, change.version) for change in heard] == [
        ("renewed", 2),
        ("shredded", None),
        ("created", 1),
    ]
    assert {change.seat for change in heard} == {alpha}


def test_shredding_a_town_leaves_the_match_keys(vault: GetSeat) -> None:
    with enter(vault("beta")):
        before = match_key(["RSSMRA80A01H501U"], purpose="cf")
    shred(seat=vault("alpha"), by=SYSTEM)
    with enter(vault("beta")):
        assert match_key(["RSSMRA80A01H501U"], purpose="cf") == before


def cells(seat: Seat) -> list[tuple[object, Ciphertext]]:
    with enter(seat):
        return list(Note.objects.values_list("pk", "text"))  # type: ignore[arg-type]


def readable(seat: Seat) -> int:
    """How many notes of the town still decrypt."""
    count = 0
    with enter(seat):
        for note in Note.objects.all():
            try:
                count += isinstance(note.text, str)
            except (VaultClosed, Tampered):
                continue
    return count
