"""Envelopes that only the Ente they are sealed to can open, and that tell who sealed them.

HPKE (RFC 9180, base mode: X25519, HKDF-SHA256, AES-256-GCM) and an Ed25519 signature over the whole;
docs/adr/sealed-packets.md says why. From, to and `about` (the referral and the tier, in the caller's words)
are bound to the content: a packet shown under other ones does not open.

Layout: format (1 byte), receiver's key id (16), signer's key id (16), HPKE output, signature (64).
Sealing protects dumps and desks. It does not protect from a process that holds the receiver's key.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from ambito.tenancy.context import current_seat
from ambito.vault.errors import NotForUs, Tampered, VaultClosed
from ambito.vault.models import PublicKey
from ambito.vault.pairs import Pair, pair_of
from ambito.vault.queries import key_that_signed, key_to_seal_to
from ambito.vault.ring import current_ring

Payload = bytes | dict[str, Any]

FORMAT = b"\x01"
IDS = 33
SIGNATURE = 64
RAW, JSON = b"\x00", b"\x01"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class SealedPacket:
    """`content` is stored; `key_id` is the receiver's public key, to find what a renewal leaves behind."""

    content: bytes
    key_id: UUID

    def __repr__(self) -> str:
        return f"<SealedPacket to key {self.key_id}>"


def seal(payload: Payload, *, to: UUID, about: str) -> SealedPacket:
    """Seal to the Ente `to` from the one we are inside. Raises `NoPublicKey`, `VaultClosed`."""
    return _sealed(payload, sender=current_seat().ente_id, receiver=key_to_seal_to(to), about=about)


def open_packet(sealed: bytes, *, sender: UUID, about: str) -> Payload:
    """What `sender` sealed to the Ente that we are inside, in the type it was given in.

    Raises `NotForUs` (sealed to another Ente), `Tampered` (changed, cut, another `about` or sender),
    `NoPublicKey`, `VaultClosed`.
    """
    receiver_id, signer_id = _ids(sealed)
    pair = _own_pair(receiver_id)
    body, signature = sealed[:-SIGNATURE], sealed[-SIGNATURE:]
    binding = _binding(sealed[:IDS], sender, current_seat().ente_id, about)
    _check_signature(key_that_signed(signer_id), sender, signature, binding + body)
    try:
        plain = SUITE.decrypt(body[IDS:], pair.sealing, info=binding)
    except InvalidTag as error:
        raise Tampered("the packet was changed or belongs to something else") from error
    return json.loads(plain[1:]) if plain[:1] == JSON else plain[1:]


def resealed(sealed: bytes, *, sender: UUID, about: str) -> SealedPacket:
    """The same packet under our own newest key, after a renewal; signed by us, still from `sender`."""
    payload = open_packet(sealed, sender=sender, about=about)
    return _sealed(payload, sender=sender, receiver=key_to_seal_to(current_seat().ente_id), about=about)


def _sealed(payload: Payload, *, sender: UUID, receiver: PublicKey, about: str) -> SealedPacket:
    own = current_ring().newest("packets")
    ids = FORMAT + receiver.id.bytes + own.key_id.bytes
    binding = _binding(ids, sender, receiver.ente_id, about)
    public = X25519PublicKey.from_public_bytes(bytes(receiver.seal_key))
    body = ids + SUITE.encrypt(_plain(payload), public, info=binding)
    return SealedPacket(body + pair_of(own.secret).signing.sign(binding + body), receiver.id)


def _plain(payload: Payload) -> bytes:
    return RAW + payload if isinstance(payload, bytes) else JSON + json.dumps(payload).encode()


def _binding(ids: bytes, sender: UUID, receiver: UUID, about: str) -> bytes:
    """Fixed lengths first, the free text last: no two places have the same binding."""
    return b"ambito packet" + ids + sender.bytes + receiver.bytes + about.encode()


def _ids(sealed: bytes) -> tuple[UUID, UUID]:
    if len(sealed) <= IDS + SIGNATURE or sealed[:1] != FORMAT:
        raise Tampered("not a sealed packet")
    return UUID(bytes=sealed[1:17]), UUID(bytes=sealed[17:IDS])


def _own_pair(key_id: UUID) -> Pair:
    for secret in current_ring().secrets:
        if secret.use == "packets" and secret.key_id == key_id:
            return pair_of(secret.secret)
    if PublicKey.objects.filter(id=key_id, ente_id=current_seat().ente_id).exists():
        raise VaultClosed("sealed to a key of ours that this process does not have: try again")
    raise NotForUs("the packet is sealed to another Ente")


def _check_signature(signer: PublicKey, sender: UUID, signature: bytes, message: bytes) -> None:
    """The sender signs, or we did when we sealed it anew."""
    if signer.ente_id not in {sender, current_seat().ente_id}:
        raise Tampered("signed by another Ente than the sender")
    try:
        Ed25519PublicKey.from_public_bytes(bytes(signer.sign_key)).verify(signature, message)
    except InvalidSignature as error:
        raise Tampered("the packet was changed or belongs to something else") from error
