"""The whole product in front of one browser: every test Ente has keys, what is written stays written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from ambito.project.wsgi import application
from ambito.tenancy.seats import SYSTEM, Seat
from ambito.vault import ring
from ambito.vault.operations import create_keys
from tests import people, site, towns
from tests.guards.clock import Clock
from tests.journeys.stage import Stage
from tests.journeys.wire import Wire


@pytest.fixture
def stage(
    committed: Callable[[str], Seat],
    clock: Clock,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Stage]:
    settings.AMBITO_KEYSTORE = str(tmp_path / "keystore")
    people.keep_key()
    ring.forget()
    for name in towns.ENTI:
        create_keys(seat=committed(name), by=SYSTEM)
    # Playwright's synchronous interface runs a loop in this thread; nothing here is awaited.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    wire = Wire(application)
    with site.served(wire) as port, site.browser() as browser:
        yield Stage(browser, port, wire, clock)
    ring.forget()
