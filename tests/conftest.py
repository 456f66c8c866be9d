"""Guard-rails and the fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from hypothesis import Phase, settings
from pytest_django.plugin import DjangoDbBlocker

from ambito.tenancy import recall
from ambito.tenancy.seats import Seat
from tests import database, towns

# A time limit decides no test: machines are busy. A mutant's failure need not be made small.
settings.register_profile("ambito", deadline=None)
settings.register_profile("unshrunk", deadline=None, phases=[Phase.explicit, Phase.generate], database=None)
settings.load_profile(os.environ.get("AMBITO_TEST_HYPOTHESIS", "ambito"))

pytest_plugins = [
    "tests.guards.clock",
    "tests.guards.italian",
    "tests.guards.network",
    "tests.guards.querysets",
    "tests.keys",
    "tests.wire",
]


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of Django's test database: this worker's clone of the template (see tests/database.py)."""
    with django_db_blocker.unblock():
        database.prepare(worker_of(request))
        yield


def worker_of(request: pytest.FixtureRequest) -> str:
    name: str = getattr(request.config, "workerinput", {}).get("workerid", "main")
    return name


@pytest.fixture
def committed(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Callable[[str], Seat]]:
    """Like `seat`, for tests that commit, kill or use threads: the database is cloned anew afterwards."""
    with django_db_blocker.unblock():
        recall.forget_all()
        try:
            yield towns.seat
        finally:
            database.prepare(worker_of(request))


@pytest.fixture
def client() -> Client:
    """Django's client, speaking like a browser on our own page (see ambito.web.origin)."""
    return Client(headers={"sec-fetch-site": "same-origin"})


@pytest.fixture
def seat(db: None) -> Callable[[str], Seat]:
    """`seat("alpha")`: the seat of a test Ente."""
    recall.forget_all()
    return towns.seat
