"""One page of a list: which one is asked for, its rows, and whether more follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Asked:
    """Pages are counted from 1."""

    number: int
    size: int

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """`next` is the number of the following page, None on the last one."""

    rows: list[R]
    number: int
    next: int | None


def page_of(rows: QuerySet[Any] | Sequence[R], asked: Asked) -> Page[R]:
    """Cut without counting: one row more than asked tells whether another page follows."""
    found = list(rows[asked.first : asked.first + asked.size + 1])
    following = asked.number + 1 if len(found) > asked.size else None
    return Page(found[: asked.size], asked.number, following)
