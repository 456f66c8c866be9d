"""The comune of a place: words in forms, Belfiore code in the archive."""

from __future__ import annotations

import re

from django.utils import timezone

from ambito.italy import comuni
from ambito.italy.names import folded

WITH_PROVINCE = re.compile(r"(.+?)\s*\(([A-Za-z]{2})\)")


def comune_code(words: str) -> str | None:
    """The Belfiore code of the comune of today with this name; None for no one, or more than one."""
    found = WITH_PROVINCE.fullmatch(words.strip())
    name, province = (found[1], found[2].upper()) if found else (words.strip(), "")
    same = [
        comune.belfiore
        for comune in comuni.search(name, at=timezone.localdate())
        if folded(name) in {folded(comune.name), folded(comune.other_name or "")}
        and province in {"", comune.province}
    ]
    return same[0] if len(same) == 1 else None


def comune_words(code: str) -> str:
    """How to write a code so that `comune_code` reads it back; empty for an unknown one."""
    comune = comuni.by_belfiore(code)
    return f"{comune.name} ({comune.province})" if comune else ""
