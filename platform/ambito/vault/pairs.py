"""The key pair of an Ente: one secret of 64 bytes, X25519 for sealing and Ed25519 for signing."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

HALF = 32


@dataclass(frozen=True, slots=True)
class Pair:
    sealing: X25519PrivateKey = field(repr=False)
    signing: Ed25519PrivateKey = field(repr=False)

    @property
    def seal_key(self) -> bytes:
        return self.sealing.public_key().public_bytes_raw()

    @property
    def sign_key(self) -> bytes:
        return self.signing.public_key().public_bytes_raw()


def new_secret() -> bytes:
    return os.urandom(2 * HALF)


def pair_of(secret: bytes) -> Pair:
    return Pair(
        X25519PrivateKey.from_private_bytes(secret[:HALF]),
        Ed25519PrivateKey.from_private_bytes(secret[HALF:]),
    )
