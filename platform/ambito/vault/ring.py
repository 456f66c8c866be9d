"""The unwrapped keys of the Ente that we are inside, had before its transaction opens.

Keys are unwrapped by `unlock`, registered in `tenancy.before_enter`, so no keystore or KMS is called in a
transaction. A process keeps them for five minutes. When they cannot be had, entering still works and the
first use of a key raises `VaultClosed`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils import timezone

from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import Seat
from ambito.vault.errors import Tampered, VaultClosed, WrongEnte
from ambito.vault.keyfile import Secret, Use
from ambito.vault.keystore import keystore

MATCHER = "matcher"
KEPT_FOR = 300.0
# A keystore that does not answer is asked again after this, so that pages without protected fields stay fast.
CLOSED_FOR = 10.0
NOTHING: Mapping[str, Ring | VaultClosed] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FieldKey:
    """The AES-256-GCM key of protected fields in one version."""

    version: int
    cipher: AESGCM = field(repr=False)


@dataclass(frozen=True)
class Ring:
    """Every key of one name."""

    name: str
    secrets: tuple[Secret, ...] = field(repr=False)

    @cached_property
    def field_keys(self) -> dict[int, FieldKey]:
        return {
            secret.version: FieldKey(secret.version, AESGCM(secret.secret))
            for secret in self.secrets
            if secret.use == "fields"
        }

    def newest(self, use: Use) -> Secret:
        """The key to write with. Chosen once: a key that becomes current now is taken up by the next ring."""
        try:
            return self._newest[use]
        except KeyError:
            raise VaultClosed(f"{self.name} has no key for {use}") from None

    @cached_property
    def _newest(self) -> dict[Use, Secret]:
        now = timezone.now()
        ready = [secret for secret in self.secrets if secret.current_from <= now]
        return {secret.use: secret for secret in sorted(ready, key=lambda secret: secret.version)}


@dataclass(frozen=True, slots=True)
class Kept:
    until: float
    ring: Ring | VaultClosed


_kept: dict[str, Kept] = {}
# Pinned at entry: a transaction keeps its keys to the end, however long it lasts.
_pinned: ContextVar[Mapping[str, Ring | VaultClosed]] = ContextVar("ambito_vault_rings", default=NOTHING)


def unlock(seat: Seat) -> None:
    """Have the keys of this Ente at hand for the transaction that is about to open. Never raises."""
    _pinned.set({name: _ring(name) for name in (seat.role, MATCHER)})


def forget(name: str | None = None) -> None:
    """Drop the kept keys of one name or of all."""
    if name is None:
        _kept.clear()
    else:
        _kept.pop(name, None)


def current_ring(role: str | None = None) -> Ring:
    """The keys of the Ente that we are inside.

    Raises `OutsideTown`, `VaultClosed`, and `WrongEnte` when `role` names another Ente.
    """
    here = current_seat().role
    if role not in {None, here}:
        raise WrongEnte(f"keys of {role} asked for inside {here}")
    return _at_hand(here)


def matcher_ring() -> Ring:
    """The deployment's key of blind match keys, for whoever is inside an Ente."""
    current_seat()
    return _at_hand(MATCHER)


def current_key(role: str | None = None) -> FieldKey:
    """The key that protected fields of the current Ente are written with now."""
    ring = current_ring(role)
    return ring.field_keys[ring.newest("fields").version]


def key_of_version(version: int) -> FieldKey:
    """The key that a stored value names.

    Each Ente counts from 1: a version above all of ours is newer than our copy of the ring, or forged.
    """
    ring = current_ring()
    key = ring.field_keys.get(version)
    if key is not None:
        return key
    if version > max(ring.field_keys, default=0):
        forget(ring.name)
        raise VaultClosed("written with a newer key than this process has: try again")
    raise Tampered("no key has this version")


def _at_hand(name: str) -> Ring:
    ring = _pinned.get().get(name)
    if ring is None:
        raise VaultClosed(f"the keys of {name} were not unlocked at entry")
    if isinstance(ring, VaultClosed):
        raise VaultClosed(str(ring)) from ring
    return ring


def _ring(name: str) -> Ring | VaultClosed:
    now = time.monotonic()
    kept = _kept.get(name)
    if kept is not None and now < kept.until:
        return kept.ring
    _drop_expired(now)
    try:
        ring: Ring | VaultClosed = Ring(name, tuple(keystore().read(name)))
    except VaultClosed as closed:
        ring = closed.with_traceback(None)
    _kept[name] = Kept(now + (CLOSED_FOR if isinstance(ring, VaultClosed) else KEPT_FOR), ring)
    return ring


def _drop_expired(now: float) -> None:
    for name, kept in list(_kept.items()):
        if kept.until <= now:
            _kept.pop(name, None)
