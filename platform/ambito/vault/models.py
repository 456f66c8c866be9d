"""The public halves of the Enti's key pairs. Nothing here is secret; what is secret is in the keystore."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ambito.tenancy.keys import key


class PublicKey(models.Model):
    """`seal_key` (X25519) seals packets to the Ente, `sign_key` (Ed25519) shows that it made one.

    Written by the builder alone: an Ente cannot put its own key in another's place. A withdrawn key (its
    secret was shredded) still checks old signatures, and nothing more is sealed to it.
    """

    id = key()
    ente_id = models.UUIDField(db_index=True)
    seal_key = models.BinaryField(max_length=32)
    sign_key = models.BinaryField(max_length=32)
    current_from = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("public key")
        verbose_name_plural = _("public keys")
