"""Names as the registries write them: twenty-six capitals and nothing else."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Interno, circolare 1 of 22 January 2008, taken over by Agenzia delle Entrate, circolare 34/E of 20 July 2011
CIRCULAR = {"Ä": "AE", "Æ": "AE", "Ö": "OE", "Œ": "OE", "Ü": "UE", "ẞ": "SS"}
# Letters outside the circular that Unicode does not take apart, as passports print them (ICAO 9303)
PASSPORT = {"Ø": "OE", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "Ħ": "H", "Å": "AA"}
OFFICIAL = str.maketrans({**CIRCULAR, **PASSPORT})
BARE = str.maketrans({**PASSPORT, "Æ": "A", "Œ": "O", "Ø": "O", "Å": "A", "ẞ": "S"})
DOTLESS_I = "\u0131"


def _without_marks(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


def _capitals(text: str) -> str:
    return "".join(letter for letter in _without_marks(text).upper() if "A" <= letter <= "Z")


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name).replace(DOTLESS_I, "I").replace("ß", "ẞ").upper()


def letters(name: str) -> str:
    """`name` in A-Z as the tax registry writes it: no spaces, apostrophes, hyphens; Ü is UE, ß is SS.

    Source: Agenzia delle Entrate, circolare 34/E of 2011. Empty when no letter is Latin.
    """
    return _capitals(_composed(name).translate(OFFICIAL))


def spellings(name: str) -> list[str]:
    """Every way a registry may have written `name` in A-Z, the official one first: Müller was also MULLER."""
    bare = _capitals(_composed(name).translate(BARE))
    return list(dict.fromkeys(spelt for spelt in (letters(name), bare) if spelt))


def first_given(names: str) -> str:
    """The names that documents show: those before a comma. Source: D.P.R. 396/2000 art. 35."""
    return names.partition(",")[0]


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """`text` for looking up: small letters, no accents, one space for apostrophes, hyphens and slashes."""
    plain = _without_marks(_composed(text).translate(BARE)).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
