"""What the desk reads about a codice fiscale: the part that is wrong, the datum that disagrees."""

from __future__ import annotations

from datetime import date

import pytest

from ambito.italy.codice_fiscale import Datum, Fault, Part, Problem, compute
from town.people.codes import DATA, FAULTS, PARTS, Verdict, sentence, verdict
from town.people.places import place_code, place_words

BORN = date(1980, 1, 1)
GOOD = compute(surname="Bianchi", name="Luca", birth_date=BORN, sex="M", place="F205")


def said(code: str, **more: object) -> Verdict:
    data = {"surname": "Bianchi", "name": "Luca", "birth_date": BORN, "sex": "M", "birth_place": "F205"}
    return verdict(code, **{**data, **more})  # type: ignore[arg-type]


def test_every_part_fault_and_datum_has_its_words() -> None:
    assert (set(PARTS), set(FAULTS), set(DATA)) == (set(Part), set(Fault), set(Datum))


@pytest.mark.parametrize("part", list(Part))
@pytest.mark.parametrize("fault", list(Fault))
def test_a_sentence_is_whole_and_italian(part: Part, fault: Fault) -> None:
    words = sentence(Problem(part, fault, 3, found="7", expected="16"))
    assert "%(" not in words
    assert words != FAULTS[fault].__str__() or "“" in words or fault in {Fault.EMPTY, Fault.NO_PERSON}
    assert words.split()[0] in {"Scrivi", "Completa", "Accorcia", "Correggi", "Controlla", "Ricontrolla"}


def test_a_right_code_says_nothing() -> None:
    assert said(GOOD) == Verdict([], [])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (GOOD[:15], "Completa il codice fiscale: ha 15 caratteri, ne servono 16."),
        ("1" + GOOD[1:], "Correggi il cognome (caratteri da 1 a 3): il carattere 1 è una lettera, non “1”."),
        (GOOD[:8] + "F" + GOOD[9:], "Correggi il mese di nascita (carattere 9): “F” non è un mese."),
    ],
)
def test_the_wrong_part_is_named(code: str, words: str) -> None:
    assert said(code).wrong == [words]


@pytest.mark.parametrize(
    ("changed", "begins"),
    [
        ({"surname": "Neri"}, "Confronta il cognome"),
        ({"name": "Anna"}, "Confronta il nome"),
        ({"surname": "Luca", "name": "Bianchi"}, "Controlla cognome e nome"),
        ({"birth_date": date(1980, 2, 1)}, "Confronta la data di nascita"),
        ({"sex": "F"}, "Confronta il sesso"),
        ({"birth_place": "H501"}, "Confronta il luogo di nascita"),
    ],
)
def test_the_datum_that_disagrees_is_a_doubt(changed: dict[str, object], begins: str) -> None:
    found = said(GOOD, **changed)
    assert found.wrong == []
    assert [doubt.startswith(begins) for doubt in found.doubts] == [True]


@pytest.mark.parametrize(
    ("words", "code"),
    [("Milano", "F205"), ("milano (mi)", "F205"), ("F205", "F205"), ("Livo", None), ("Livo (TN)", "E624"),
     ("Francia", "Z110"), ("Atlantide", None), ("Z999", None)],
)  # fmt: skip
def test_a_place_is_read_as_it_is_written(words: str, code: str | None) -> None:
    assert place_code(words) == code
    if code:
        assert place_code(place_words(code)) == code
