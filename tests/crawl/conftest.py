"""The scene in two towns, and everything that leaves while a test runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import sentry_sdk

from ambito.access.enums import Role
from ambito.observability import reports
from ambito.project.celery_app import app as celery_app
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from tests.crawl.leaving import Watch, search_what_stayed, valkey_overheard
from tests.crawl.scenes import fill
from tests.people import who
from tests.wire import Wire

GetSeat = Callable[[str], Seat]
Watching = Callable[[], AbstractContextManager[Watch]]
TOWNS = ("alpha", "beta")


@pytest.fixture
def scene(keys: None, committed: GetSeat, request: pytest.FixtureRequest) -> None:
    """Alpha and Beta, filled alike; whoever signs in as the part is on the team of the case in both."""
    kind, role = request.node.callspec.params["part"]
    name = role if kind == "town" else str(Role.COORDINATOR)
    for town in TOWNS:
        with enter(committed(town)):
            fill(town, user_id=who(name, town).id)


@pytest.fixture
def watching(
    committed: GetSeat,
    object_store: str,
    wire: Wire,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Watching:
    """Opens a block that is listened to; after it, what it gave knows every breach."""
    del object_store
    celery_app.set_current()
    monkeypatch.setattr(reports, "_started", False)

    @contextmanager
    def watched() -> Iterator[Watch]:
        watch = Watch({name: committed(name) for name in TOWNS})
        reports.start(wire.dsn, "test", "test")
        capsys.readouterr()
        try:
            with valkey_overheard(watch):
                yield watch
            reports.sent()
            search_what_stayed(watch, wire, capsys.readouterr().err)
        finally:
            sentry_sdk.init(default_integrations=False, auto_enabling_integrations=False)

    return watched
