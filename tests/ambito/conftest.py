"""Another version of the town model."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from ambito.project import founding
from ambito.tenancy.provisioning import stored
from ambito.tenancy.provisioning.rollout import Pace
from ambito.tenancy.seats import Seat
from tests.ambito.tenancy.provisioning.versions import write_version

Release = Callable[..., None]
GetSeat = Callable[[str], Seat]


@pytest.fixture
def release(
    committed: GetSeat, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Release]:
    """`release("field", …)`: the code now holds these migrations of versions.py; all towns have its BASE."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def publish(*names: str) -> None:
        package = write_version(tmp_path, names)
        settings.MIGRATION_MODULES = {"people": package}
        monkeypatch.setenv("AMBITO_TEST_PEOPLE_MIGRATIONS", package)
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
        importlib.invalidate_caches()
        stored.source.cache_clear()

    publish()
    founding.migrate(Pace(), lambda _: None)
    yield publish
    stored.source.cache_clear()
    for name in [name for name in sys.modules if name.startswith("version_")]:
        del sys.modules[name]
