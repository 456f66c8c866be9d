"""The shape of a log row and of a link of the chain, the same in public and in a town.

Requests only insert rows. `xid` is the inserting transaction, so the sealer can tell which rows can no
longer be preceded by one that is still uncommitted.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Cast, Now

from ambito.tenancy.keys import key


def own_transaction() -> models.BigIntegerField[int, int]:
    number = Cast(
        Cast(models.Func(function="pg_current_xact_id"), models.TextField()), models.BigIntegerField()
    )
    return models.BigIntegerField(db_default=number, editable=False)


class AbstractRow(models.Model):
    """Who did what to which row, where, in which role. No personal content, so nobody need ever be erased."""

    id = key()
    xid = own_transaction()
    at = models.DateTimeField(db_default=Now(), editable=False)
    kind = models.CharField(max_length=40)
    ente_id = models.UUIDField(null=True)
    subject_model = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    by_user = models.UUIDField(null=True)
    by_role = models.CharField(max_length=40)
    by_ente = models.UUIDField(null=True)
    request_id = models.CharField(max_length=40, blank=True)
    detail = models.JSONField(default=dict)

    objects = models.Manager()

    class Meta:
        abstract = True


class AbstractLink(models.Model):
    """One sealed row: `hash` = SHA-256(previous hash, row).

    All rows of transactions before `below` are sealed.
    """

    position = models.BigIntegerField(primary_key=True)
    row_id = models.UUIDField(unique=True)
    hash = models.BinaryField(max_length=32)
    below = models.BigIntegerField()
    sealed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
