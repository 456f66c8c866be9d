"""A code made from data agrees with them, and says which datum is another's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from codicefiscale import codicefiscale as oracle
from hypothesis import given
from hypothesis import strategies as st

from ambito.italy.codice_fiscale import Datum, Part, Sex, check, compare, compute, read

ROSSI: dict[str, Any] = {
    "surname": "Rossi",
    "name": "Mario",
    "birth_date": date(1980, 1, 1),
    "sex": "M",
    "place": "H501",
}
NAMES = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ '-ÀÈÌÒÙÉ", min_size=1, max_size=20).filter(
    lambda text: any("A" <= letter <= "Z" for letter in text)
)
BIRTH_DATES = st.dates(date(1930, 1, 1), date(2026, 12, 31))
SEXES: st.SearchStrategy[Sex] = st.sampled_from(["F", "M"])


def data(code: str, **changed: Any) -> list[tuple[Datum, tuple[Part, ...]]]:
    return [(one.datum, one.parts) for one in compare(code, **(ROSSI | changed))]


PEOPLE = st.fixed_dictionaries(
    {
        "surname": NAMES,
        "name": NAMES,
        "birth_date": BIRTH_DATES,
        "sex": SEXES,
        "place": st.sampled_from(["H501", "E514", "F205", "Z112"]),
    }
)


@given(PEOPLE, st.integers(0, 7))
def test_a_computed_code_agrees_with_its_data(person: dict[str, Any], omocodia: int) -> None:
    code = compute(**person, omocodia=omocodia)
    born: date = person["birth_date"]
    assert check(code, birth_date=born).problems == ()
    assert compare(code, **person) == ()
    said = read(code)
    assert (said.month, said.day, said.sex, said.place) == (
        born.month,
        born.day,
        person["sex"],
        person["place"],
    )


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12),
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12),
    BIRTH_DATES,
    SEXES,
)
def test_another_implementation_computes_the_same(
    surname: str, name: str, birth_date: date, sex: Sex
) -> None:
    ours = compute(surname=surname, name=name, birth_date=birth_date, sex=sex, place="H501")
    assert ours == oracle.encode(surname, name, sex, birth_date.strftime("%d/%m/%Y"), "H501")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (
            {"name": "Gianfranca", "sex": "F", "birth_date": date(1999, 8, 31), "place": "F205"},
            "RSSGFR99M71F205W",
        ),
        ({"surname": "Fo", "name": "Bo", "birth_date": date(2000, 1, 1)}, "FOXBOX00A01H501F"),
        (
            {"surname": "Müller", "name": "Jürgen", "birth_date": date(1960, 5, 5), "place": "Z112"},
            "MLLJGN60E05Z112I",
        ),
        ({"name": "Mario, Luigi", "place": "h501"}, "RSSMRA80A01H501U"),
    ],
)
def test_known_people(changed: dict[str, Any], code: str) -> None:
    assert compute(**(ROSSI | changed)) == code


def test_omocodia_replaces_digits_from_the_right() -> None:
    assert compute(**ROSSI, omocodia=2) == "RSSMRA80A01H5LMX"
    assert data("RSSMRAULALMHRLMD") == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"surname": "Verdi"}, (Datum.SURNAME, (Part.SURNAME,))),
        ({"name": "Maria Grazia"}, (Datum.NAME, (Part.NAME,))),
        ({"surname": "Mario", "name": "Rossi"}, (Datum.NAMES_SWAPPED, (Part.SURNAME, Part.NAME))),
        ({"birth_date": date(1981, 1, 1)}, (Datum.BIRTH_DATE, (Part.YEAR,))),
        ({"birth_date": date(1980, 2, 3)}, (Datum.BIRTH_DATE, (Part.MONTH, Part.DAY))),
        ({"sex": "F"}, (Datum.SEX, (Part.DAY,))),
        ({"place": "F205"}, (Datum.PLACE, (Part.PLACE,))),
    ],
)
def test_the_datum_that_disagrees_is_named(
    changed: dict[str, Any], expected: tuple[Datum, tuple[Part, ...]]
) -> None:
    assert data("RSSMRA80A01H501U", **changed) == [expected]


def test_what_was_coded_and_what_was_due_are_told_but_kept_from_repr() -> None:
    [wrong] = compare("RSSMRA80A01H501U", birth_date=date(1981, 1, 2))
    assert (wrong.in_code, wrong.expected) == ("80-01-01", "81-01-02")
    assert "80-01-01" not in repr(wrong)


def test_unknown_data_and_other_alphabets_are_not_compared() -> None:
    assert compare("RSSMRA80A01H501U") == ()
    assert compare("RSSMRA80A01H501U", surname="Росси", name="马") == ()


@pytest.mark.parametrize(
    ("surname", "name"),
    [("D'Àvola", "Noè"), ("D AVOLA", "NOE'"), ("d’Avola", "noé"), ("DAVOLA", "Noe")],
)
def test_apostrophes_accents_and_spaces_do_not_count(surname: str, name: str) -> None:
    code = compute(surname="D'Avola", name="Noè", birth_date=date(1980, 1, 1), sex="M", place="H501")
    assert compare(code, surname=surname, name=name) == ()


def test_both_spellings_of_an_umlaut_are_accepted() -> None:
    for spelt in ("Loew", "Low"):
        code = compute(surname=spelt, name="Anna", birth_date=date(1980, 1, 1), sex="F", place="Z112")
        assert compare(code, surname="Löw") == ()


def test_numbers_and_health_codes_agree_with_everybody() -> None:
    assert data("12345678903") == data("STP0300120000123") == []


def test_a_wrong_code_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="valid code"):
        compare("RSSMRA80A01H501X", surname="Rossi")
