"""From the files of `data/` to rows."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"
Entry = dict[str, str]


def read(name: str) -> list[Entry]:
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_all() -> dict[str, list[Entry]]:
    """Every list that `lists.csv` names, in its order."""
    return {row["list"]: read(row["list"]) for row in read("lists")}
