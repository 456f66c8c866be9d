"""Partita IVA and IBAN: right ones pass, wrong ones say why, every slip of one character is noticed."""

from __future__ import annotations

import string
from itertools import product

import pytest

from ambito.italy import iban, partita_iva
from ambito.italy.iban import IbanProblem
from ambito.italy.partita_iva import PartitaIvaProblem

IBAN = "IT60X0542811101000000123456"


@pytest.mark.parametrize(
    "number", ["00743110157", "07643520567", "00488410010", "01114601006", "IT 00743110157"]
)
def test_right_partita_iva(number: str) -> None:
    assert partita_iva.check(number) is None


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("", PartitaIvaProblem.EMPTY),
        ("IT", PartitaIvaProblem.EMPTY),
        ("0074311O157", PartitaIvaProblem.NOT_DIGITS),
        ("0074311015", PartitaIvaProblem.TOO_SHORT),
        ("007431101570", PartitaIvaProblem.TOO_LONG),
        ("00000000000", PartitaIvaProblem.NO_FIRM),
        ("12345671109", PartitaIvaProblem.UNKNOWN_OFFICE),
        ("00743110158", PartitaIvaProblem.WRONG_CONTROL),
    ],
)
def test_wrong_partita_iva(number: str, problem: PartitaIvaProblem) -> None:
    assert partita_iva.check(number) is problem


def test_every_wrong_digit_of_a_partita_iva_is_noticed() -> None:
    right = "00743110157"
    changed = (right[:at] + digit + right[at + 1 :] for at, digit in product(range(11), string.digits))
    assert [number for number in changed if partita_iva.check(number) is None] == [right] * 11


@pytest.mark.parametrize("number", [IBAN, "it60 x054 2811 1010 0000 0123 456", "SM86U0322509800000000270100"])
def test_right_italian_iban(number: str) -> None:
    assert iban.check(number) is None


@pytest.mark.parametrize("number", ["DE89370400440532013000", "FR1420041010050500013M02606"])
def test_right_foreign_iban(number: str) -> None:
    assert iban.check(number) is None


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("", IbanProblem.EMPTY),
        ("IT60X05428111010000001234§6", IbanProblem.FORBIDDEN_CHARACTER),
        (IBAN[:-1], IbanProblem.TOO_SHORT),
        (IBAN + "0", IbanProblem.TOO_LONG),
        ("IT6", IbanProblem.WRONG_SHAPE),
        ("IT60XO542811101000000123456", IbanProblem.WRONG_SHAPE),
        (IBAN[:-1] + "7", IbanProblem.WRONG_CONTROL),
        ("IT64Y0542811101000000123456", IbanProblem.WRONG_CIN),
        ("XX46370400440532013000", IbanProblem.UNKNOWN_COUNTRY),
        ("DE8937040044053201300", IbanProblem.WRONG_CONTROL),
    ],
)
def test_wrong_iban(number: str, problem: IbanProblem) -> None:
    assert iban.check(number) is problem


def test_every_wrong_character_of_an_iban_is_noticed() -> None:
    signs = string.ascii_uppercase + string.digits
    changed = (IBAN[:at] + sign + IBAN[at + 1 :] for at, sign in product(range(27), signs))
    assert {number for number in changed if iban.check(number) is None} == {IBAN}


def test_iban_is_stored_plain_and_shown_in_fours() -> None:
    assert iban.normalise("it60 x054-2811.1010 0000 0123 456") == IBAN
    assert iban.grouped(IBAN) == "IT60 X054 2811 1010 0000 0123 456"
