"""Every code the rule allows is accepted, every other is refused in the part that is wrong."""

from __future__ import annotations

import string
from datetime import date
from itertools import product

import pytest
from codicefiscale import codicefiscale as oracle
from hypothesis import given
from hypothesis import strategies as st

from ambito.italy.codice_fiscale import Fault, Kind, Part, check, compute, plain, read
from ambito.italy.codice_fiscale.layout import DIGITS_AT, SUBSTITUTES, control

ROSSI = "RSSMRA80A01H501U"
LADDER = [
    ROSSI,
    "RSSMRA80A01H50MM",
    "RSSMRA80A01H5LMX",
    "RSSMRA80A01HRLMS",
    "RSSMRA80A0MHRLMK",
    "RSSMRA80ALMHRLMV",
    "RSSMRA8LALMHRLMG",
    "RSSMRAULALMHRLMD",
]
SINGLY = ["RSSMRAU0A01H501R", "RSSMRA8LA01H501F", "RSSMRA80AL1H501F", "RSSMRA80A01HR01P", "RSSMRA80A01H5L1F"]
OTHERS = ["RSSMRA80T10H501J", "RSSGFR99M71F205W", "FOXBOX00A01H501F", "MLLJGN60E05Z112I", "VRDGPP13A10Z129I"]
SIGNS = string.ascii_uppercase + string.digits


def sealed(data: str) -> str:
    return data + control(data)


def faults(code: str, *, birth_date: date | None = None) -> list[tuple[Part, Fault, int | None]]:
    return [(one.part, one.fault, one.position) for one in check(code, birth_date=birth_date).problems]


@pytest.mark.parametrize("code", LADDER + SINGLY + OTHERS)
def test_known_codes_have_no_problem(code: str) -> None:
    assert check(code).problems == ()
    assert check(code).kind is Kind.PERSONAL


def test_all_128_omocodia_variants_are_the_same_data() -> None:
    variants = []
    for replaced in product((False, True), repeat=len(DIGITS_AT)):
        signs = list(ROSSI[:15])
        for at in (at for at, change in zip(DIGITS_AT, replaced, strict=True) if change):
            signs[at] = SUBSTITUTES[int(signs[at])]
        variants.append(sealed("".join(signs)))
    assert len(set(variants)) == 128
    assert all(check(variant).problems == () for variant in variants)
    assert {plain(variant) for variant in variants} == {ROSSI[:15]}
    assert {oracle.is_valid(variant) for variant in variants} == {True}


@pytest.mark.parametrize("code", [ROSSI, LADDER[-1], "MLLJGN60E05Z112I"])
def test_every_change_of_one_character_is_noticed(code: str) -> None:
    passed = [
        changed
        for at, sign in product(range(16), SIGNS)
        if sign != code[at] and not check(changed := code[:at] + sign + code[at + 1 :]).problems
    ]
    assert passed == []


@pytest.mark.parametrize("at", range(15))
def test_swapped_neighbours_are_noticed_unless_equal(at: int) -> None:
    swapped = ROSSI[:at] + ROSSI[at + 1] + ROSSI[at] + ROSSI[at + 2 :]
    assert swapped == ROSSI or check(swapped).problems


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("", (Part.LENGTH, Fault.EMPTY, None)),
        ("RSSMRA80A01H501", (Part.LENGTH, Fault.TOO_SHORT, None)),
        (ROSSI + "A", (Part.LENGTH, Fault.TOO_LONG, None)),
        ("RSSMRÀ80A01H501U", (Part.CHARACTERS, Fault.FORBIDDEN_CHARACTER, 6)),
        ("RSSMRA80A01H50\u0661U", (Part.CHARACTERS, Fault.FORBIDDEN_CHARACTER, 15)),
        ("R5SMRA80A01H501U", (Part.SURNAME, Fault.LETTER_EXPECTED, 2)),
        ("RSSMR480A01H501U", (Part.NAME, Fault.LETTER_EXPECTED, 6)),
        ("RSSMRA8OA01H501U", (Part.YEAR, Fault.DIGIT_EXPECTED, 8)),
        ("RSSMRA80F01H501U", (Part.MONTH, Fault.UNKNOWN_MONTH, 9)),
        ("RSSMRA80101H501U", (Part.MONTH, Fault.LETTER_EXPECTED, 9)),
        ("RSSMRA80AO1H501U", (Part.DAY, Fault.DIGIT_EXPECTED, 10)),
        ("RSSMRA80A014501U", (Part.PLACE, Fault.LETTER_EXPECTED, 12)),
        ("RSSMRA80A01H5O1U", (Part.PLACE, Fault.DIGIT_EXPECTED, 14)),
        ("RSSMRA80A01H5011", (Part.CONTROL, Fault.LETTER_EXPECTED, 16)),
        (sealed("RASMRA80A01H501"), (Part.SURNAME, Fault.IMPOSSIBLE_LETTERS, 1)),
        (sealed("RSSAMR80A01H501"), (Part.NAME, Fault.IMPOSSIBLE_LETTERS, 4)),
        (sealed("RSSMRA80A00H501"), (Part.DAY, Fault.DAY_OUT_OF_RANGE, 10)),
        (sealed("RSSMRA80A32H501"), (Part.DAY, Fault.DAY_OUT_OF_RANGE, 10)),
        (sealed("RSSMRA80A40H501"), (Part.DAY, Fault.DAY_OUT_OF_RANGE, 10)),
        (sealed("RSSMRA80A72H501"), (Part.DAY, Fault.DAY_OUT_OF_RANGE, 10)),
        (sealed("RSSMRA80A81H501"), (Part.DAY, Fault.DAY_OUT_OF_RANGE, 10)),
        (sealed("RSSMRA80D71H501"), (Part.DAY, Fault.DAY_NOT_IN_MONTH, 10)),
        (sealed("RSSMRA81B29H501"), (Part.DAY, Fault.DAY_NOT_IN_MONTH, 10)),
        (sealed("RSSMRA80A01A000"), (Part.PLACE, Fault.UNKNOWN_PLACE, 12)),
        (sealed("RSSMRA80A01Z999"), (Part.PLACE, Fault.UNKNOWN_PLACE, 12)),
        (sealed("RSSMRA30A01A003"), (Part.PLACE, Fault.PLACE_NOT_THEN, 12)),
        ("RSSMRA80T10H501W", (Part.CONTROL, Fault.WRONG_CONTROL, 16)),
    ],
)
def test_a_problem_names_its_part(code: str, expected: tuple[Part, Fault, int | None]) -> None:
    assert faults(code) == [expected]


def test_leap_day_of_2000_is_a_day() -> None:
    assert faults(sealed("RSSMRA00B29H501")) == []


def test_control_says_which_letter_was_due_and_nothing_leaks_in_repr() -> None:
    checked = check("RSSMRA80T10H501W")
    assert (checked.problems[0].found, checked.problems[0].expected) == ("W", "J")
    assert "W'" not in repr(checked)
    assert "RSSMRA" not in repr(checked)


def test_how_people_write_it_does_not_matter() -> None:
    assert check(" rss mra 80a01-h501u\n").code == ROSSI


@pytest.mark.parametrize(
    ("place", "birth_date", "fault"),
    [
        ("M431", date(2019, 12, 31), [Fault.PLACE_NOT_THEN]),  # Ville di Fiemme, from 1 January 2020
        ("M431", date(2020, 1, 1), []),
        ("A003", date(1928, 12, 5), []),  # Abbadia Alpina, until that day
        ("A003", date(1928, 12, 6), [Fault.PLACE_NOT_THEN]),
        ("D620", date(1930, 5, 1), []),  # Fiume
        ("D620", date(1950, 5, 1), [Fault.PLACE_NOT_THEN]),
        ("Z105", date(1970, 5, 1), []),  # Czechoslovakia
        ("Z105", date(1999, 5, 1), [Fault.PLACE_NOT_THEN]),
        ("Z149", date(1970, 5, 1), []),  # Croatia, before it was a state
    ],
)
def test_the_place_existed_on_the_birth_date(place: str, birth_date: date, fault: list[Fault]) -> None:
    code = compute(surname="Rossi", name="Maria", birth_date=birth_date, sex="F", place=place)
    assert [one.fault for one in check(code, birth_date=birth_date).problems] == fault


def test_a_doubt_does_not_make_it_invalid() -> None:
    assert check(sealed("RSSMRA80A01A000")).is_valid
    assert not check("RSSMRA80T10H501W").is_valid


@pytest.mark.parametrize("code", ["12345678903", "00743110157"])
def test_provisional_numbers(code: str) -> None:
    assert check(code).kind is Kind.NUMERIC
    assert check(code).problems == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("12345678901", (Part.CONTROL, Fault.WRONG_CONTROL, 11)),
        ("00000000000", (Part.CHARACTERS, Fault.NO_PERSON, 1)),
        ("123456789", (Part.LENGTH, Fault.TOO_SHORT, None)),
        ("123456789012", (Part.LENGTH, Fault.TOO_LONG, None)),
    ],
)
def test_wrong_provisional_numbers(code: str, expected: tuple[Part, Fault, int | None]) -> None:
    assert faults(code) == [expected]


@pytest.mark.parametrize(
    ("code", "kind"), [("STP0300120000123", Kind.STP), ("eni 030 012 0000123", Kind.ENI)]
)
def test_health_codes(code: str, kind: Kind) -> None:
    assert check(code).kind is kind
    assert check(code).problems == ()


def test_wrong_health_codes() -> None:
    assert faults("STP03001200001") == [(Part.LENGTH, Fault.TOO_SHORT, None)]
    assert faults("ENI03001200A0123") == [(Part.CHARACTERS, Fault.DIGIT_EXPECTED, 12)]


def test_a_surname_that_starts_like_a_health_code_is_a_person() -> None:
    code = compute(surname="Stopa", name="Mario", birth_date=date(1980, 1, 1), sex="M", place="H501")
    assert code.startswith("STP")
    assert (check(code).kind, check(code).problems) == (Kind.PERSONAL, ())


@given(st.text(max_size=20))
def test_any_text_is_answered(text: str) -> None:
    checked = check(text)
    assert checked.problems or len(checked.code) in (11, 16)


@given(st.text(alphabet=SIGNS, min_size=16, max_size=16))
def test_a_code_without_problems_can_be_read(code: str) -> None:
    checked = check(code)
    if checked.kind is Kind.PERSONAL and not checked.problems:
        assert 1 <= read(code).month <= 12
