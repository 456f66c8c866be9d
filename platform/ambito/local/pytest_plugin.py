"""Throw-away servers for pytest, up before pytest-django reads the settings.

One PostgreSQL and one S3 server for a run, started by the controller and inherited by xdist's workers; one
Valkey and one bucket for each worker, so that a test may empty a cache, or kill the broker, alone.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from ambito.local.promises import Promises, add_promise_options, figure
from ambito.local.selection import Durations
from ambito.local.throwaway import ControllerServers, WorkerServers

__all__ = ["figure", "object_store"]

# What the person at the terminal has set points at real servers.
_NOT_FOR_TESTS = (
    "AMBITO_BASE_DOMAIN", "AMBITO_ROLE_PREFIX", "AMBITO_SECRET_KEY", "BUILDER_DATABASE_URL", "DATABASE_URL",
)  # fmt: skip

# The largest promises take hours on a small machine; what hangs is still ended.
_SECONDS_AT_FULL_SIZE = str(12 * 3600)


def pytest_addoption(parser: pytest.Parser) -> None:
    add_promise_options(parser)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """A wrapper runs before pytest-django's own implementation, whatever the order of registration."""
    for name in _NOT_FOR_TESTS:
        os.environ.pop(name, None)
    if os.environ.get("AMBITO_PROMISES_FULL") == "1":
        os.environ.setdefault("PYTEST_TIMEOUT", _SECONDS_AT_FULL_SIZE)
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        controller = ControllerServers()
        early_config.add_cleanup(controller.stop)
        controller.start()
    own = WorkerServers(worker or "main")
    early_config.add_cleanup(own.stop)
    own.start()
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Promises(config), "ambito-promises")
    config.pluginmanager.register(Durations(), "ambito-durations")


@pytest.fixture(scope="session")
def object_store() -> str:
    """The S3 server's address, once it answers; the settings know it anyway."""
    return WorkerServers.wait_for_objects()
