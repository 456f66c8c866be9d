"""Making, renewing and destroying the keys of an Ente: builder's work, outside of any transaction."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from ambito.tenancy.hooks import calls
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import SYSTEM, ActorRef, Seat
from ambito.vault import ring
from ambito.vault.errors import KeysExist
from ambito.vault.hooks import Change, KeyChange, key_changed
from ambito.vault.keyfile import Secret, Use
from ambito.vault.keystore import keystore
from ambito.vault.models import PublicKey
from ambito.vault.pairs import new_secret, pair_of

AES_256 = 32
# Every process has read a new key, twice over, before the first one writes with it.
READY_IN = timedelta(seconds=2 * ring.KEPT_FOR)
AT_ONCE = timedelta()


def keys_for_founded(seat: Seat) -> None:
    """Registered in `tenancy.after_found`."""
    create_keys(seat=seat, by=SYSTEM)


def create_keys(*, seat: Seat, by: ActorRef) -> None:
    """The first keys of an Ente (and of the deployment's match keys). Repeatable: what exists is kept."""
    _create_matcher()
    now = timezone.now()
    try:
        keystore().create(seat.role, [_field_key(1, now), _pair(1, now)])
    except KeysExist:
        _publish(seat)
        return
    _publish(seat)
    _tell(seat, "created", 1, by)


def renew_keys(*, seat: Seat, by: ActorRef, ready_in: timedelta = READY_IN) -> int:
    """New keys beside the old ones; returns their version. Old values stay readable.

    They are written with after `ready_in`, by running processes up to five minutes later;
    `ambito.vault.rotation.rotate` then brings the old values over.
    """
    current_from = timezone.now() + ready_in
    version = 1 + max(secret.version for secret in keystore().read(seat.role))
    keystore().add(seat.role, [_field_key(version, current_from), _pair(version, current_from)])
    _publish(seat)
    _tell(seat, "renewed", version, by)
    return version


def shred(*, seat: Seat, by: ActorRef) -> None:
    """Destroy every key of an Ente: its rows, packets and all their backups can never be read again.

    Only after the verified return of its records. Other processes keep the keys for five more minutes.
    """
    keystore().shred(seat.role)
    _builders().filter(ente_id=seat.ente_id, withdrawn_at=None).update(withdrawn_at=timezone.now())
    _tell(seat, "shredded", None, by)


def _create_matcher() -> None:
    secret = _secret("matching", 1, timezone.now(), os.urandom(AES_256))
    with suppress(KeysExist):
        keystore().create(ring.MATCHER, [secret])
        ring.forget(ring.MATCHER)


def _publish(seat: Seat) -> None:
    """The public halves of every pair; those that are there stay as they are."""
    pairs = [secret for secret in keystore().read(seat.role) if secret.use == "packets"]
    _builders().bulk_create([_public(seat, secret) for secret in pairs], ignore_conflicts=True)


def _public(seat: Seat, secret: Secret) -> PublicKey:
    pair = pair_of(secret.secret)
    return PublicKey(
        id=secret.key_id,
        ente_id=seat.ente_id,
        seal_key=pair.seal_key,
        sign_key=pair.sign_key,
        current_from=secret.current_from,
    )


def _builders() -> QuerySet[PublicKey]:
    return PublicKey.objects.using(settings.TENANT_DB_ALIAS)


def _field_key(version: int, current_from: datetime) -> Secret:
    return _secret("fields", version, current_from, os.urandom(AES_256))


def _pair(version: int, current_from: datetime) -> Secret:
    return _secret("packets", version, current_from, new_secret())


def _secret(use: Use, version: int, current_from: datetime, secret: bytes) -> Secret:
    return Secret(uuid7(), use, version, current_from, secret)


def _tell(seat: Seat, what: Change, version: int | None, by: ActorRef) -> None:
    ring.forget(seat.role)
    calls(key_changed, KeyChange(seat, what, version, by))
