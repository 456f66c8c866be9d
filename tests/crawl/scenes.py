"""The same rows in every town: same keys, same shape, and in every text a canary that names the town.

Rows are made from the models themselves, so a new model or field is in the scene without a word here.
`SAID` holds only what a model's own rules ask for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid5

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.utils import timezone

from ambito.vault.fields import EncryptedJSONField, EncryptedTextField
from consortium.catalogue.queries import codes

CANARY = "CANARY"
# What the rules of a model ask for, beyond its fields.
REFERRAL = {
    "kind": "service_request",
    "area": "minors_families",
    "service": codes("services")[0].code,
    "outcome_code": "",
    "reason_code": "",
}
SAID: dict[str, dict[str, Any]] = {
    "people.person": {"no_code_reason": "", "locked": False},
    "cases.case": {"area": "minors_families", "number": "2020-0001"},
    "cases.teammember": {"role": "referent", "reason": "new_case"},
    "frontdesk.contact": {"area": "minors_families", "needs": ["parent_support"], "outcome": "handed_over"},
    "projects.project": {"kind": "family_minors", "returned_on": None},
    "projects.objective": {"outcome": ""},
    "volunteers.volunteeroffer": {
        "interests": ["svc_food"],
        "insured_from": date(2020, 1, 1),
        "insured_until": date(2099, 1, 1),
    },
    "referrals.incoming": REFERRAL,
    "referrals.outgoing": REFERRAL,
}
# Rows that only machinery writes.
LEFT_OUT = ("town_audit.townlink", "cases.series")


def key_of(label: str) -> UUID:
    """The key of the scene's row of a model, the same in every town."""
    return uuid5(NAMESPACE_DNS, f"{label}.scene.test")


def canary(town: str) -> str:
    return f"{CANARY}-{town}"


def town_models() -> list[type[models.Model]]:
    """Models of the town floor, each after those that it points at."""
    configs = [config for config in apps.get_app_configs() if config.name in settings.TENANT_APPS]
    waiting = [model for config in configs for model in config.get_models()]
    waiting = [model for model in waiting if model._meta.label_lower not in LEFT_OUT]
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [model for model in waiting if not _needs(model) & set(waiting)]
        assert ready, f"a ring of foreign keys among {waiting}"
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def fill(town: str, *, user_id: UUID, key: Callable[[str], UUID] = key_of) -> dict[str, models.Model]:
    """Write the scene into the town that we are inside, under `key`s of labels; its rows by model label."""
    rows = {}
    for model in town_models():
        label = model._meta.label_lower
        values = {
            field.attname: _value(field, town, user_id, key)
            for field in model._meta.concrete_fields
            if not field.primary_key and not field.has_db_default()
        }
        row = model(**{**values, **SAID.get(label, {})})
        if isinstance(model._meta.pk, models.UUIDField):
            row.pk = key(label)
        row.save(force_insert=True)
        rows[label] = row
    return rows


def _needs(model: type[models.Model]) -> set[type[models.Model]]:
    return {
        field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and not field.null and field.related_model is not model
    }


def _value(field: Any, town: str, user_id: UUID, key: Callable[[str], UUID]) -> Any:
    if field.is_relation:
        return None if field.related_model is field.model else key(field.related_model._meta.label_lower)
    if field.has_default() and not isinstance(field, models.CharField | models.TextField):
        return field.get_default()
    if field.choices:
        return field.flatchoices[0][0]
    return _plain(field, town, user_id, key)


def _plain(field: Any, town: str, user_id: UUID, key: Callable[[str], UUID]) -> Any:
    if isinstance(field, models.UUIDField):
        return user_id if "user" in field.name else key(field.name)
    for kinds, value in VALUES.items():
        if isinstance(field, kinds):
            return value(field, town)
    raise AssertionError(f"the scene does not know how to fill {field}")


def _text(field: Any, town: str) -> str:
    text = f"{canary(town)} {field.name}"
    return text[: field.max_length] if field.max_length else text


def _said(_field: Any, town: str) -> dict[str, str]:
    return {"said": canary(town)}


def _around_today(_field: Any, _town: str) -> tuple[date, date]:
    today = timezone.localdate()
    return today - timedelta(days=30), today + timedelta(days=30)


# The first kind that a field is decides, so a special field stands before its base.
VALUES: dict[type | tuple[type, ...], Callable[[Any, str], Any]] = {
    (EncryptedJSONField, models.JSONField): _said,
    (EncryptedTextField, models.CharField, models.TextField): _text,
    ArrayField: lambda _field, town: [canary(town)],
    models.DateTimeField: lambda _field, _town: timezone.now(),
    models.DateField: lambda _field, _town: date(2020, 1, 1),
    DateRangeField: _around_today,
    models.DecimalField: lambda _field, _town: Decimal(1),
    models.BooleanField: lambda _field, _town: False,
    models.IntegerField: lambda _field, _town: 1,
    models.BinaryField: lambda _field, _town: b"",
}
