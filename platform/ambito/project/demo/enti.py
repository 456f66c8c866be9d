"""The Enti of the demo: the Legnano consortium with its ten towns, a second small one, two cooperatives."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ambito.project import founding
from ambito.tenancy.hosts import forget, seat_for_host
from ambito.tenancy.seats import Kind, Seat

FILE = Path(__file__).parent / "data" / "comuni.csv"


@dataclass(frozen=True, slots=True)
class Place:
    """An Ente to found. `label` is its host without the base; `consortium` the label of the one above it."""

    kind: Kind
    label: str
    name: str
    letters: str
    hue: str
    consortium: str = ""
    istat_code: str = ""
    belfiore: str = ""


CONSORTIA = (
    Place("consortium", "azienda", "Azienda del Legnanese", "AZ", "t-00"),
    Place("consortium", "martesana", "Consorzio di prova", "MA", "t-00"),
)
COOPERATIVES = (
    Place("cooperative", "lavela", "Cooperativa La Vela", "LV", "t-00"),
    Place("cooperative", "ilfilo", "Cooperativa Il Filo", "IF", "t-00"),
)
# Colours that the design system has for towns.
HUES = 10
ABOVE = {"legnanese": "azienda", "martesana_demo": "martesana"}
LETTERS = {
    "legnano": "LE",
    "busto_garolfo": "BG",
    "canegrate": "CA",
    "cerro_maggiore": "CM",
    "dairago": "DA",
    "parabiago": "PA",
    "rescaldina": "RE",
    "san_giorgio_su_legnano": "SG",
    "san_vittore_olona": "SV",
    "villa_cortese": "VC",
    "gorgonzola": "GO",
    "bellinzago_lombardo": "BL",
    "gessate": "GE",
    "pessano_con_bornago": "PB",
}


@cache
def comuni() -> tuple[dict[str, str], ...]:
    """The real comuni of the demo with their codes and populations (data/README.md)."""
    with FILE.open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def towns() -> tuple[Place, ...]:
    return tuple(
        Place(
            "town",
            row["code"].replace("_", "-"),
            row["label_it"],
            LETTERS[row["code"]],
            f"t-{1 + number % HUES:02d}",
            ABOVE[row["consortium"]],
            row["istat_code"],
            row["belfiore"],
        )
        for number, row in enumerate(comuni())
    )


def places() -> tuple[Place, ...]:
    return (*CONSORTIA, *COOPERATIVES, *towns())


def domain(label: str, base: str) -> str:
    return f"{label}.{base.split(':', maxsplit=1)[0]}"


def found_all(base: str) -> dict[str, Seat]:
    """Found what is not there yet; the seat of every place by its label. Repeatable."""
    seats: dict[str, Seat] = {}
    for place in places():
        host = domain(place.label, base)
        known = seat_for_host(host)
        if known is None:
            above = seats[place.consortium].ente_id if place.consortium else None
            known = founding.found(
                kind=place.kind,
                host=host,
                consortium=above,
                name=place.name,
                letters=place.letters,
                hue=place.hue,
                istat_code=place.istat_code,
            )
            forget()
        seats[place.label] = known
    return seats
