"""Which rows an actor may see: one query and one predicate per model, registered by the app that owns it.

Both are written beside each other in the app's `rules.py`; a property test shows that they agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from ambito.tenancy.seats import ActorRef

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Relation:
    """`visible(queryset, actor, on)` and `sees(row, actor, on)` say the same; `on` is a day in Rome."""

    visible: Callable[[QuerySet[Any], ActorRef, date], QuerySet[Any]]
    sees: Callable[[Any, ActorRef, date], bool]


_relations: dict[type[Model], Relation] = {}


def register(model: type[Model], relation: Relation) -> None:
    _relations[model] = relation


def registered() -> dict[type[Model], Relation]:
    return dict(_relations)


def relation(model: type[Model]) -> Relation:
    """`LookupError` for a model whose app registered none: nothing of it can be shown."""
    if model not in _relations:
        raise LookupError(f"{model.__name__} has no relation: nobody may see it")
    return _relations[model]


def visible_to(queryset: QuerySet[M], actor: ActorRef, on: date | None = None) -> QuerySet[M]:
    """The rows that the actor may see on a day (today in Rome)."""
    return relation(queryset.model).visible(queryset, actor, on or timezone.localdate())


def sees(row: Model, actor: ActorRef, on: date | None = None) -> bool:
    """The same, for one row at hand."""
    return relation(type(row)).sees(row, actor, on or timezone.localdate())
