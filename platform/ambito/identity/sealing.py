"""The key of identity, kept in the keystore: digests that name nobody, secrets not in clear."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils import timezone

from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from ambito.vault.errors import KeysExist
from ambito.vault.keyfile import Secret
from ambito.vault.keystore import keystore

NAME = "signin"
KEY_BYTES = 32
NONCE_BYTES = 12


def key_for_founded(seat: Seat) -> None:
    """Registered in `tenancy.after_found`: with the first Ente comes the deployment's key of identity."""
    del seat
    create_key(os.urandom(KEY_BYTES))


def create_key(secret: bytes) -> None:
    """Keep the key of identity, unless there is one: losing it means enrolling everybody again."""
    with suppress(KeysExist):
        keystore().create(NAME, [Secret(uuid7(), "signin", 1, timezone.now(), secret)])


def digest(value: str, *, purpose: str) -> str:
    """A keyed digest (HMAC-SHA-256, 64 hexadecimal digits) of something that must not be stored in clear."""
    return hmac.new(_key(purpose), value.encode(), hashlib.sha256).hexdigest()


def seal(text: str, *, purpose: str) -> str:
    """`text` under AES-256-GCM, as URL-safe base64."""
    nonce = os.urandom(NONCE_BYTES)
    return urlsafe_b64encode(nonce + AESGCM(_key(purpose)).encrypt(nonce, text.encode(), None)).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """What `seal` hid; `cryptography.exceptions.InvalidTag` when it was touched."""
    raw = urlsafe_b64decode(sealed)
    return AESGCM(_key(purpose)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None).decode()


def new_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token: enough to recognise it, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _key(purpose: str) -> bytes:
    info = f"ambito.identity.{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(_material())


@cache
def _material() -> bytes:
    """Read once in the life of a process; `VaultClosed`, and nobody gets in, when the keystore is away."""
    return keystore().read(NAME)[0].secret
