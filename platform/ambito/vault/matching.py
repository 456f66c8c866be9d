"""Blind match keys: two towns can see that they know the same person, and nobody can see who.

HMAC-SHA-256 under a key of the deployment that is only in the keystore. Without it a match key tells nothing;
with it the small set of codici fiscali could be tried one by one, so the key never enters the database.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence

from ambito.vault.ring import matcher_ring

# Letters that Unicode does not take apart, as Italian registry offices write them.
SPELLED = str.maketrans(
    {"Æ": "AE", "Œ": "OE", "Ø": "O", "Đ": "D", "Ð": "D", "Ł": "L", "Þ": "TH", "Ħ": "H", "ẞ": "SS", "İ": "I"}
)


def normalised(text: str) -> str:
    """Capital letters and digits alone, accents taken off: `D'Amìco ` and `DAMICO` are the same."""
    capitals = unicodedata.normalize("NFKC", text).upper().translate(SPELLED)
    apart = unicodedata.normalize("NFKD", capitals)
    return "".join(character for character in apart if character.isalnum())


def match_key(value_parts: Sequence[str], *, purpose: str) -> bytes:
    """32 bytes, equal in every town for equal parts, in order, once normalised.

    `purpose` names the recipe ("cf", "names+birth"): keys of different recipes never meet. An empty part
    would match everybody who lacks it: `ValueError`. Raises `VaultClosed`, `OutsideTown`.
    """
    parts = [normalised(part) for part in value_parts]
    if not parts or not all(parts):
        raise ValueError("a match key needs every one of its parts")
    message = b"".join(_measured(part) for part in (purpose, *parts))
    return hmac.digest(matcher_ring().newest("matching").secret, message, hashlib.sha256)


def _measured(part: str) -> bytes:
    """Its length first, so that `AB`, `C` and `A`, `BC` differ."""
    encoded = part.encode()
    return len(encoded).to_bytes(4, "big") + encoded
