"""Encrypted fields: what is stored, what is shown, what is refused."""

from __future__ import annotations

import os
import timeit
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.test.utils import CaptureQueriesContext, isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from ambito.vault.cipher import HEADER, NONCE, TAG, Ciphertext
from ambito.vault.errors import NotSearchable, Tampered, Unprotected
from ambito.vault.fields import EncryptedTextField
from tests.ambito.vault import notes
from tests.ambito.vault.notes import Note

GetSeat = Callable[[str], Seat]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
).filter(lambda value: value is not None)
FIXTURES_ARE_FINE = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FIXTURES_ARE_FINE
@given(text=st.text(st.characters(exclude_categories=["Cs"])), facts=JSON)
def test_every_value_comes_back(vault: GetSeat, text: str, facts: Any) -> None:
    alpha = vault("alpha")
    with enter(alpha):
        pk = Note.objects.create(text=text, facts=facts).pk
    with enter(alpha):
        note = Note.objects.get(pk=pk)
        assert (note.text, note.facts) == (text, facts)


def test_none_is_null_and_empty_is_encrypted(vault: GetSeat) -> None:
    with enter(vault("alpha")):
        nothing, empty = Note.objects.create(), Note.objects.create(text="")
        assert list(Note.objects.filter(text__isnull=True)) == [nothing]
        assert list(Note.objects.filter(text__isnull=False)) == [empty]
        assert Note.objects.get(pk=nothing.pk).text is None
        assert Note.objects.get(pk=empty.pk).text == ""


def test_equal_values_are_stored_differently_and_33_bytes_longer(vault: GetSeat) -> None:
    alpha = vault("alpha")
    with enter(alpha):
        one, two = Note.objects.create(text="x" * 2048), Note.objects.create(text="x" * 2048)
    cells = [notes.stored(alpha.role, note.pk) for note in (one, two)]
    assert cells[0] != cells[1]
    assert [len(cell) for cell in cells] == [2048 + HEADER + NONCE + TAG] * 2


def test_a_list_that_does_not_show_it_decrypts_nothing(
    vault: GetSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    decrypted = EncryptedTextField.decrypted

    def counted(field: EncryptedTextField[Any, Any], stored: Ciphertext, *, pk: object) -> Any:
        opened.append(pk)
        return decrypted(field, stored, pk=pk)

    monkeypatch.setattr(EncryptedTextField, "decrypted", counted)
    with enter(vault("alpha")):
        note = Note.objects.create(title="One", text="secret")
        assert [each.title for each in Note.objects.all()] == ["One"]
        assert opened == []
        read = Note.objects.get(pk=note.pk)
        assert (read.text, read.text) == ("secret", "secret")
        assert opened == [note.pk]


def test_defer_leaves_it_in_the_database(vault: GetSeat) -> None:
    with enter(vault("alpha")):
        Note.objects.create(title="One", text="secret")
        with CaptureQueriesContext(connection) as queries:
            note = Note.objects.defer("text").get()
            assert note.title == "One"
            assert len(queries) == 1
            assert '"text"' not in queries[0]["sql"]
            assert note.text == "secret"
            assert len(queries) == 2


def test_saving_what_nobody_read_keeps_it(vault: GetSeat) -> None:
    alpha = vault("alpha")
    with enter(alpha):
        pk = Note.objects.create(title="One", text="secret").pk
    before = notes.stored(alpha.role, pk)
    with enter(alpha):
        note = Note.objects.get(pk=pk)
        note.title = "Two"
        note.save()
    assert notes.stored(alpha.role, pk) == before


def test_a_changed_document_is_saved(vault: GetSeat) -> None:
    with enter(vault("alpha")):
        pk = Note.objects.create(facts={"born": date(1990, 2, 1), "children": [1]}).pk
        note = Note.objects.get(pk=pk)
        note.facts["children"].append(2)
        note.save()
        assert Note.objects.get(pk=pk).facts == {"born": "1990-02-01", "children": [1, 2]}


def test_many_at_once(vault: GetSeat) -> None:
    with enter(vault("alpha")):
        Note.objects.bulk_create([Note(title=str(number), text=f"text {number}") for number in range(3)])
        assert sorted(str(note.text) for note in Note.objects.all()) == ["text 0", "text 1", "text 2"]


def test_only_saving_a_row_writes_a_value(vault: GetSeat) -> None:
    field = Note._meta.get_field("text")
    assert isinstance(field, EncryptedTextField)
    with enter(vault("alpha")):
        note = Note.objects.create(text="one")
        with pytest.raises(Unprotected):
            field.encrypted("two", pk=None)
    with enter(vault("alpha")), pytest.raises(Unprotected):
        Note.objects.update(text="two")
    note.text = "two"
    with enter(vault("alpha")), pytest.raises(Unprotected):
        Note.objects.bulk_update([note], ["text"])
    with enter(vault("alpha")):
        Note.objects.filter(pk=note.pk).update(text=field.encrypted("three", pk=note.pk))
        assert Note.objects.get(pk=note.pk).text == "three"


def test_a_copy_under_a_new_key_is_refused(vault: GetSeat) -> None:
    with enter(vault("alpha")):
        Note.objects.create(text="secret")
        note = Note.objects.get()
        note.pk, note._state.adding = uuid7(), True
        with pytest.raises(Tampered):
            note.save()


@pytest.mark.parametrize("lookup", ["text", "text__contains", "text__in", "text__gt", "facts__name"])
def test_it_cannot_be_searched(vault: GetSeat, lookup: str) -> None:
    with enter(vault("alpha")), pytest.raises(NotSearchable) as refusal:
        list(Note.objects.filter(**{lookup: ["secret"]}))
    assert isinstance(refusal.value, FieldError)
    assert "secret" not in str(refusal.value)


def test_nothing_shows_a_value(vault: GetSeat) -> None:
    with enter(vault("alpha")):
        Note.objects.create(text="CANARY")
        note = Note.objects.get()
        (cell,) = Note.objects.values_list("text", flat=True)
        shown = [repr(note), str(note), repr(note.__dict__), repr(cell), str(cell), f"{cell}"]
    assert cell is not None
    assert "CANARY" not in "".join(shown)
    assert repr(cell) == "<Ciphertext>"


def test_a_migration_sees_a_column_and_no_project_code() -> None:
    field: EncryptedTextField[Any, Any] = EncryptedTextField("text", null=True, default="plain")
    text, imports = MigrationWriter.serialize(field)
    assert text == "models.BinaryField(null=True, verbose_name='text')"
    assert imports == {"from django.db import models"}


def test_migrations_are_stable() -> None:
    """The model against the state that its own migration leaves: no change is found."""
    model = ProjectState()
    model.add_model(ModelState.from_model(Note))
    migrated = ProjectState()
    fields = [
        ("id", Note._meta.get_field("id").clone()),
        ("title", models.CharField(max_length=40, default="")),
    ]
    fields += [(name, models.BinaryField(null=True)) for name in ("text", "facts")]
    migrated.add_model(ModelState("people", "Note", fields, {"db_table": notes.TABLE}))
    changes = MigrationAutodetector(migrated, model).changes(MigrationLoader(None).graph)
    assert changes == {}


@isolate_apps("town.people")
def test_an_index_is_found_by_the_checks() -> None:
    class Indexed(models.Model):
        text: EncryptedTextField[str, str] = EncryptedTextField(unique=True)

        class Meta:
            app_label = "people"

    assert "vault.E001" in [problem.id for problem in Indexed._meta.get_field("text").check()]


@pytest.mark.slow
def test_figure_of_a_note_of_2_kb(vault: GetSeat, capsys: pytest.CaptureFixture[str]) -> None:
    """Prints; no time limit decides a test."""
    field, pk = Note._meta.get_field("text"), uuid7()
    assert isinstance(field, EncryptedTextField)
    text = os.urandom(1024).hex()
    with enter(vault("alpha")):
        cell = field.encrypted(text, pk=pk)
        assert field.decrypted(cell, pk=pk) == text
        rounds = {"number": 1000, "repeat": 9}
        writing = min(timeit.repeat(lambda: field.encrypted(text, pk=pk), **rounds))
        reading = min(timeit.repeat(lambda: field.decrypted(cell, pk=pk), **rounds))
    with capsys.disabled():
        print(  # noqa: T201 - the figure is the point
            f"\nnote of 2 KB: encrypt {writing * 1000:.1f} µs, decrypt {reading * 1000:.1f} µs, "
            f"size × {len(cell) / len(text):.3f}"
        )
