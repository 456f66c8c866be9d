"""R6 and R7: the border between the public schema and the towns, third-party apps included."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.test.utils import isolate_apps

from consortium.registry.models import Ente
from town.people.models import Person

pytestmark = pytest.mark.promise("Q31")

Model = type[models.Model]


def labels(entries: list[str]) -> set[str]:
    return {AppConfig.create(entry).label for entry in entries}


def in_town(model: Model) -> bool:
    return model._meta.app_label in labels(settings.TENANT_APPS)


def relations(model: Model) -> Iterable[tuple[str, Any]]:
    for field in model._meta.get_fields(include_hidden=True):
        if field.is_relation and (field.concrete or field.many_to_many) and not field.auto_created:
            yield field.name, field.related_model
            through = getattr(field.remote_field, "through", None)
            if through is not None:
                yield f"{field.name}.through", through
    for field in model._meta.private_fields:
        if isinstance(field, GenericForeignKey):
            yield field.name, None


def crossings(everything: Iterable[Model]) -> list[str]:
    """Relations over the border. One to "any model" crosses it by nature."""
    return [
        f"{model._meta.label}.{name}"
        for model in everything
        for name, target in relations(model)
        if target is None or in_town(target) != in_town(model)
    ]


def tables_on_both_sides(everything: Iterable[Model]) -> set[str]:
    sides: tuple[set[str], set[str]] = (set(), set())
    for model in everything:
        sides[in_town(model)].add(model._meta.db_table)
    return sides[0] & sides[1]


def all_models() -> list[Model]:
    return list(apps.get_models(include_auto_created=True))


def test_no_foreign_key_crosses() -> None:
    assert crossings(all_models()) == []


def test_no_table_is_on_both_sides() -> None:
    assert tables_on_both_sides(all_models()) == set()


@isolate_apps("town.people", "consortium.registry")
def test_crossings_are_found() -> None:
    class Up(models.Model):
        ente = models.ForeignKey(Ente, models.PROTECT, related_name="+")

        class Meta:
            app_label = "people"

    class Down(models.Model):
        people = models.ManyToManyField(Person, related_name="+")

        class Meta:
            app_label = "registry"

    class Inside(models.Model):
        person = models.ForeignKey(Person, models.PROTECT, related_name="+")

        class Meta:
            app_label = "people"

    assert crossings([Up, Down, Inside]) == ["people.Up.ente", "registry.Down.people"]


@isolate_apps("town.people", "consortium.registry")
def test_a_table_on_both_sides_is_found() -> None:
    class Above(models.Model):
        class Meta:
            app_label = "people"
            db_table = "twice"

    class Below(models.Model):
        class Meta:
            app_label = "registry"
            db_table = "twice"

    assert tables_on_both_sides([Above, Below]) == {"twice"}
