"""Where somebody was born: the words of the desk, the Belfiore code of the archive."""

from __future__ import annotations

import re
from datetime import date

from django.utils import timezone

from ambito.italy import comuni, countries
from ambito.italy.names import folded

CODE = re.compile(r"[A-Za-z][0-9]{3}")
WITH_PROVINCE = re.compile(r"(.+?)\s*\(([A-Za-z]{2})\)")


def place_code(words: str, birth_date: date | None = None) -> str | None:
    """The Belfiore code of a comune or state of that day; None where no one, or more than one, has the name.

    Also takes the code itself, and the province behind the name: `Livo (TN)`.
    """
    words, at = words.strip(), birth_date or timezone.localdate()
    if CODE.fullmatch(words):
        return words.upper() if place_words(words) else None
    found = WITH_PROVINCE.fullmatch(words)
    name, province = (found[1], found[2].upper()) if found else (words, "")
    places = [
        comune.belfiore
        for comune in comuni.search(name, at=at)
        if folded(name) in _names(comune) and province in {"", comune.province}
    ]
    if not found:
        places += [
            state.belfiore for state in countries.search(name, at=at) if folded(state.name) == folded(name)
        ]
    return places[0] if len(places) == 1 else None


def place_words(code: str, birth_date: date | None = None) -> str:
    """How to write a Belfiore code so that `place_code` reads it back; empty for an unknown one."""
    state = countries.by_belfiore(code.upper())
    if state:
        return state.name
    comune = comuni.by_belfiore(code, at=birth_date) or comuni.by_belfiore(code)
    return f"{comune.name} ({comune.province})" if comune else ""


def _names(comune: comuni.Comune) -> set[str]:
    return {folded(comune.name), folded(comune.other_name or "")} - {""}
