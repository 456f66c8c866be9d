"""From the files of `data/` to rows."""

from __future__ import annotations

import csv
import json
from pathlib import Path

DATA = Path(__file__).parent / "data"
Entry = dict[str, str]
Ring = tuple[tuple[float, float], ...]


def read(name: str) -> list[Entry]:
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_all() -> dict[str, list[Entry]]:
    """Every list that `lists.csv` names, in its order."""
    return {row["list"]: read(row["list"]) for row in read("lists")}


def read_boundaries() -> dict[str, tuple[Ring, ...]]:
    """The outer rings of each comune by ISTAT code, as (longitude, latitude) in degrees."""
    written = json.loads((DATA / "boundaries.geojson").read_text(encoding="utf-8"))
    return {
        feature["id"]: tuple(
            tuple((east, north) for east, north in polygon[0])
            for polygon in feature["geometry"]["coordinates"]
        )
        for feature in written["features"]
    }
