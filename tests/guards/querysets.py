"""Rows without an order come in any order: an unordered queryset is shuffled, differently in every test.

A paginated one fails by itself: Django warns, and warnings are errors.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet


@pytest.fixture(autouse=True)
def shuffled_querysets(request: pytest.FixtureRequest) -> Iterator[None]:
    """The same order again when the same test runs again."""
    shuffle = random.Random(request.node.nodeid).shuffle  # noqa: S311 - no secret
    fetch_all = QuerySet._fetch_all  # type: ignore[attr-defined]

    def fetch(self: QuerySet[Any]) -> None:
        fresh = self._result_cache is None  # type: ignore[attr-defined]
        fetch_all(self)
        if fresh and not self.ordered and not self.query.is_sliced:
            shuffle(self._result_cache)  # type: ignore[attr-defined]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "_fetch_all", fetch)
        yield
