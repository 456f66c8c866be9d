"""Bringing protected values over to the newest key while people work."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from ambito.vault.cipher import Ciphertext
from ambito.vault.fields import EncryptedField
from ambito.vault.ring import current_key

Fields = list[EncryptedField[object, object]]


def town_models() -> Iterator[type[models.Model]]:
    """Models of the towns' floor that have an encrypted field."""
    for model in apps.get_models():
        on_floor = apps.get_app_config(model._meta.app_label).name in settings.TENANT_APPS
        if on_floor and encrypted_fields(model):
            yield model


def encrypted_fields(model: type[models.Model]) -> Fields:
    return [field for field in model._meta.local_fields if isinstance(field, EncryptedField)]


def rotate(model: type[models.Model], *, seat: Seat, by: ActorRef, batch: int = 500) -> int:
    """Write every value of `model` under an older key anew; returns how many rows were.

    Each batch is a transaction of its own that locks its rows, so a writer waits for one batch and its
    words win. A writer that read a row before and saves it after may put back an old ciphertext, which
    stays readable: repeat until it returns 0. `model` may be public where the Ente may update only its own
    rows.
    """
    last, written = None, 0
    while True:
        with enter(seat, actor=by):
            rows = _batch(model, last, batch)
            written += sum(_renew(model, row) for row in rows)
        if not rows:
            return written
        last = rows[-1]["pk"]


def _batch(model: type[models.Model], last: object, size: int) -> list[dict[str, object]]:
    fields = [field.attname for field in encrypted_fields(model)]
    after = Q() if last is None else Q(pk__gt=last)
    some = Q(*[(f"{name}__isnull", False) for name in fields], _connector=Q.OR)
    rows = model._base_manager.filter(after, some).order_by("pk").select_for_update()
    return list(rows.values("pk", *fields)[:size])


def _renew(model: type[models.Model], row: dict[str, object]) -> bool:
    newest, pk = current_key().version, row["pk"]
    renewed = {
        field.attname: field.encrypted(field.decrypted(stored, pk=pk), pk=pk)
        for field in encrypted_fields(model)
        if isinstance(stored := row[field.attname], Ciphertext) and stored.key_version < newest
    }
    if renewed:
        model._base_manager.filter(pk=pk).update(**renewed)
    return bool(renewed)
