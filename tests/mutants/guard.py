from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """`text` in `file` is the guard; `without` is the same place with the guard taken out.

    `stored`: PostgreSQL itself holds the guard, so a database is built without it.
    """

    name: str
    file: str
    text: str
    without: str
    tests: str
    stored: bool = False
