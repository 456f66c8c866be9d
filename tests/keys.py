"""Keys for the test Enti: `sealing("alpha")` is the seat of an Ente that can seal, open and encrypt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from ambito.tenancy import recall
from ambito.tenancy.seats import SYSTEM, Seat
from ambito.vault import ring
from ambito.vault.models import PublicKey
from ambito.vault.operations import create_keys
from tests import towns


@pytest.fixture(scope="session")
def towns_keystore(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("towns") / "keystore"


@pytest.fixture
def keys(
    towns_keystore: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker, settings: Settings
) -> Iterator[None]:
    """Every test Ente has keys; what was published is withdrawn afterwards."""
    settings.AMBITO_KEYSTORE = str(towns_keystore)
    with django_db_blocker.unblock():
        recall.forget_all()
        PublicKey.objects.using("builder").all().delete()
        for name in towns.ENTI:
            create_keys(seat=towns.seat(name), by=SYSTEM)
    ring.forget()
    yield
    with django_db_blocker.unblock():
        PublicKey.objects.using("builder").all().delete()
    ring.forget()


@pytest.fixture
def sealing(keys: None, seat: Callable[[str], Seat]) -> Callable[[str], Seat]:
    """Like `seat`, with keys."""
    return seat
