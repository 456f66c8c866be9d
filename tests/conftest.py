"""Guard-rails and the fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from ambito.tenancy import hosts
from ambito.tenancy.seats import Seat
from tests import database, towns


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of Django's test database: this worker's clone of the template (see tests/database.py)."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        database.prepare(worker)
        yield


@pytest.fixture
def seat(db: None) -> Callable[[str], Seat]:
    """`seat("alpha")`: the seat of a test Ente."""
    hosts.forget()
    return towns.seat
