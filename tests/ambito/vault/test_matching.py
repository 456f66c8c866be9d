"""Blind match keys: equal for the same person in every town, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.tenancy.context import enter
from ambito.tenancy.seats import SYSTEM, Seat
from ambito.vault import ring
from ambito.vault.errors import VaultClosed
from ambito.vault.keystore import keystore
from ambito.vault.matching import match_key, normalised
from ambito.vault.operations import create_keys

GetSeat = Callable[[str], Seat]
FIXTURES_ARE_FINE = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("  D'Amìco ", "DAMICO"),
        ("D’AMICO", "DAMICO"),
        ("de  la Cruz-Niño", "DELACRUZNINO"),
        ("Straße", "STRASSE"),
        ("Đorđević", "DORDEVIC"),
        ("Łukasz", "LUKASZ"),
        ("İlayda", "ILAYDA"),
        ("ﬁlippo", "FILIPPO"),
        ("Ioan\u0163a", "IOANTA"),
        ("Иван", "ИВАН"),
        ("rssmra80a01h501u", "RSSMRA80A01H501U"),
        ("...", ""),
    ],
)
def test_spellings_of_one_name_are_one(written: str, same: str) -> None:
    assert normalised(written) == same


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


def test_every_town_makes_the_same_key(vault: GetSeat) -> None:
    made = set()
    for name in ("alpha", "beta", "gamma", "north"):
        with enter(vault(name)):
            made.add(match_key(["Rossi", "1980-01-01"], purpose="names+birth"))
            made.add(match_key([" ROSSI", "19800101"], purpose="names+birth"))
    assert [len(key) for key in made] == [32]


@FIXTURES_ARE_FINE
@given(
    one=st.lists(st.text("ABC", min_size=1, max_size=3), min_size=1, max_size=3),
    two=st.lists(st.text("ABC", min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_other_parts_make_another_key(vault: GetSeat, one: list[str], two: list[str]) -> None:
    with enter(vault("alpha")):
        assert (match_key(one, purpose="p") == match_key(two, purpose="p")) == (one == two)


def test_another_purpose_makes_another_key(vault: GetSeat) -> None:
    with enter(vault("alpha")):
        assert match_key(["A"], purpose="cf") != match_key(["A"], purpose="names")


@pytest.mark.parametrize("parts", [[], [""], ["ROSSI", " - "]])
def test_a_missing_part_matches_nobody(vault: GetSeat, parts: list[str]) -> None:
    with enter(vault("alpha")), pytest.raises(ValueError, match="every one"):
        match_key(parts, purpose="cf")


def test_the_key_comes_from_the_keystore_alone(vault: GetSeat) -> None:
    alpha = vault("alpha")
    with enter(alpha):
        before = match_key(["A"], purpose="cf")
    keystore().shred(ring.MATCHER)
    ring.forget()
    with enter(alpha), pytest.raises(VaultClosed):
        match_key(["A"], purpose="cf")
    create_keys(seat=alpha, by=SYSTEM)
    with enter(alpha):
        assert match_key(["A"], purpose="cf") != before
