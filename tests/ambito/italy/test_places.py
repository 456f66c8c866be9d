"""The lists of comuni and states: whole, sorted, with the lifetimes that matter, and light."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from ambito.italy import comuni, countries
from ambito.italy.lists import lines

TODAY = date(2026, 10, 1)
HEAVIEST = 4 * 1024 * 1024


def test_every_line_can_be_read_and_lies_in_order() -> None:
    rows = lines("comuni")
    assert list(rows) == sorted(rows)
    read = [comune for code in {row[:4] for row in rows} for comune in comuni.lifetimes(code)]
    assert len(read) == len(rows) > 15_000
    assert all(comune.until is None or comune.since <= comune.until for comune in read)
    assert {comune.province for comune in read} == set(comuni.provinces())


def test_comuni_of_today() -> None:
    alive = [row for row in lines("comuni") if not row.split(",")[2]]
    without_istat = [row for row in alive if not row.split(",")[4]]
    assert len(alive) == 7_894
    assert [row[:4] for row in without_istat] == ["M439"]
    assert len({row[:4] for row in alive}) == len(alive)


@pytest.mark.parametrize(
    ("istat", "belfiore", "name", "province"),
    [
        ("015118", "E514", "Legnano", "MI"),
        ("015181", "H240", "Rescaldina", "MI"),
        ("015108", "E094", "Gorgonzola", "MI"),
        ("097042", "E507", "Lecco", "LC"),
        ("108033", "F704", "Monza", "MB"),
        ("058091", "H501", "Roma", "RM"),
    ],
)
def test_the_two_codes_meet(istat: str, belfiore: str, name: str, province: str) -> None:
    comune = comuni.by_istat(istat)
    assert comune is not None
    assert comune == comuni.by_belfiore(belfiore.lower(), at=TODAY)
    assert (comune.belfiore, comune.name, comune.province) == (belfiore, name, province)


@pytest.mark.parametrize("istat", ["", "0", "015", "999999", "0151180"])
def test_half_an_istat_code_finds_nothing(istat: str) -> None:
    assert comuni.by_istat(istat) is None


@pytest.mark.parametrize(
    ("day", "province"),
    [(date(1926, 12, 31), "TN"), (date(1927, 1, 12), "BZ"), (TODAY, "BZ")],
)
def test_a_code_gives_the_province_of_the_day(day: date, province: str) -> None:
    bolzano = comuni.by_belfiore("A952", at=day)
    assert bolzano is not None
    assert (bolzano.name, bolzano.other_name, bolzano.province) == ("Bolzano", "Bozen", province)
    assert (bolzano.region_code, bolzano.region) == ("04", "Trentino-Alto Adige")


def test_a_suppressed_comune_still_answers_for_its_days() -> None:
    fiume = comuni.by_belfiore("D620", at=date(1930, 1, 1))
    assert fiume is not None
    assert (fiume.name, fiume.region) == ("Fiume", None)
    assert comuni.by_belfiore("D620", at=date(1950, 1, 1)) is None
    assert comuni.by_belfiore("D620") == fiume
    assert comuni.by_belfiore("A000") is None


def test_borders_alone_do_not_make_a_lifetime() -> None:
    assert [comune.name for comune in comuni.lifetimes("E514")] == ["Legnano"]


def test_search_by_the_beginning_of_a_name() -> None:
    assert [comune.name for comune in comuni.search("legn", at=TODAY)] == ["Legnago", "Legnano", "Legnaro"]
    assert comuni.search("LEGNANO", at=TODAY) == [comuni.by_istat("015118")]
    assert comuni.search(" ", at=TODAY) == []
    assert comuni.search("zzz", at=TODAY) == []


def test_search_forgives_accents_and_apostrophes() -> None:
    expected = ["Sant'Alessio con Vialone", "Sant'Alessio in Aspromonte", "Sant'Alessio Siculo"]
    assert [comune.name for comune in comuni.search("sant’alessio", at=TODAY)] == expected
    assert [comune.name for comune in comuni.search("SANT ALESSIO", at=TODAY)] == expected
    assert comuni.search("nardo", at=TODAY)[0].name == "Nardò"


def test_search_knows_the_other_language_and_finds_a_comune_once() -> None:
    assert [comune.name for comune in comuni.search("boz", at=TODAY)] == ["Bolzano", "Bozzole", "Bozzolo"]
    assert len({comune.belfiore for comune in comuni.search("a", at=TODAY, limit=300)}) == 300


def test_search_is_of_its_day() -> None:
    assert "Fiume" in [comune.name for comune in comuni.search("fiume", at=date(1930, 1, 1))]
    assert "Fiume" not in [comune.name for comune in comuni.search("fiume", at=TODAY)]


def test_countries() -> None:
    romania = countries.by_belfiore("z129")
    assert romania is not None
    assert romania.name == "Romania"
    assert countries.by_belfiore("Z999") is None
    assert len(countries.countries()) == 222
    assert len(countries.countries(at=TODAY)) == 212


@pytest.mark.parametrize(("text", "code"), [("cina", "Z210"), ("Costa d avo", "Z313"), ("morocco", "Z330")])
def test_search_of_countries(text: str, code: str) -> None:
    assert [country.belfiore for country in countries.search(text, at=TODAY)] == [code]


def test_search_of_countries_is_of_its_day_and_of_something() -> None:
    assert countries.search("jugo", at=TODAY) == []
    assert [country.belfiore for country in countries.search("jugo", at=date(1980, 1, 1))] == ["Z118"]
    assert countries.search(" ", at=TODAY) == []


def test_the_lists_stay_light_in_a_worker() -> None:
    """Measured in a process of its own: what the lists and all their indexes keep allocated."""
    program = (
        "import tracemalloc, datetime; from ambito.italy import comuni, countries; tracemalloc.start();"
        "comuni.search('a', at=datetime.date(2026, 1, 1)); comuni.by_istat('015118'); countries.countries();"
        "print(tracemalloc.get_traced_memory()[0])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert int(done.stdout) < HEAVIEST
