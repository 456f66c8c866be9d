"""Which public key to seal with, and whose signature to believe."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from ambito.tenancy.context import current_seat
from ambito.tenancy.recall import Recall
from ambito.vault.errors import NoPublicKey
from ambito.vault.models import PublicKey

# By who asks and the key. What a signature is checked with never changes.
_signers: Recall[tuple[UUID, UUID], PublicKey] = Recall()


def key_to_seal_to(ente_id: UUID) -> PublicKey:
    """The newest public key of an Ente of our consortium that is in use, or `NoPublicKey`."""
    keys = PublicKey.objects.filter(ente_id=ente_id, current_from__lte=timezone.now(), withdrawn_at=None)
    newest = keys.order_by("-current_from", "-id").first()
    if newest is None:
        raise NoPublicKey(f"no public key of {ente_id} can be used here")
    return newest


def key_that_signed(key_id: UUID) -> PublicKey:
    """Any key, old ones included: a packet may wait longer than a key lives."""
    here = current_seat().ente_id
    return _signers.get((here, key_id), lambda: _signer(key_id))


def _signer(key_id: UUID) -> PublicKey:
    found = PublicKey.objects.filter(id=key_id).first()
    if found is None:
        raise NoPublicKey("the signer's key cannot be read here")
    return found
