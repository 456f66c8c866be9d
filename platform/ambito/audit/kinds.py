"""What is logged: the codes of data/event_kinds.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ambito.audit.errors import UnknownKind

FILE = Path(__file__).parent / "data" / "event_kinds.csv"


@dataclass(frozen=True, slots=True)
class Kind:
    """`log` is access, write, admin, security or disclosure; `citizen` rows are shown to the citizen."""

    code: str
    label_it: str
    label_en: str
    log: str
    citizen: bool


@cache
def kinds() -> dict[str, Kind]:
    with FILE.open(newline="", encoding="utf-8") as file:
        return {
            row["code"]: Kind(
                row["code"], row["label_it"], row["label_en"], row["log"], row["shown_to_citizen"] == "yes"
            )
            for row in csv.DictReader(file)
        }


def kind(code: str) -> Kind:
    """The kind with this code, or `UnknownKind`."""
    try:
        return kinds()[code]
    except KeyError:
        raise UnknownKind(code) from None
