"""Protected values as bytes: AES-256-GCM, bound to the place where they are written.

Layout: format (1 byte), key version (4, big-endian), nonce (12, random), ciphertext, tag (16): 33 bytes
more than the value. The place and the first five bytes are authenticated: a value read anywhere else is
`Tampered`. A key with random nonces may write 2³² values (NIST SP 800-38D § 8.3); renew it long before.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag

from ambito.tenancy.context import current_seat
from ambito.vault.errors import Tampered
from ambito.vault.ring import current_key, key_of_version

FORMAT = b"\x01"
HEADER = 5
NONCE = 12
TAG = 16


class Ciphertext(bytes):
    """An encrypted value as it is stored. Shows nothing, and is the only thing an encrypted field writes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<Ciphertext>"

    __str__ = __repr__

    @property
    def key_version(self) -> int:
        if len(self) < HEADER + NONCE + TAG or self[:1] != FORMAT:
            raise Tampered("not a protected value")
        return int.from_bytes(self[1:HEADER], "big")


def encrypted(value: bytes, *, label: str, pk: object, field: str) -> Ciphertext:
    """`value` under the current Ente's newest key, for the row `pk` of model `label` alone."""
    key = current_key()
    header = FORMAT + key.version.to_bytes(HEADER - 1, "big")
    nonce = os.urandom(NONCE)
    return Ciphertext(header + nonce + key.cipher.encrypt(nonce, value, _place(header, label, pk, field)))


def decrypted(stored: Ciphertext, *, label: str, pk: object, field: str) -> bytes:
    """The value. Raises `Tampered` wherever it was not written by this Ente, for this row and field."""
    key = key_of_version(stored.key_version)
    header, nonce, sealed = stored[:HEADER], stored[HEADER : HEADER + NONCE], stored[HEADER + NONCE :]
    try:
        return key.cipher.decrypt(nonce, sealed, _place(header, label, pk, field))
    except InvalidTag as error:
        raise Tampered(f"{label}.{field} does not belong here") from error


def _place(header: bytes, label: str, pk: object, field: str) -> bytes:
    """The Ente's role is also its schema's name, and names consortia and cooperatives too."""
    return header + f"{current_seat().role}|{label}|{pk}|{field}".encode()
