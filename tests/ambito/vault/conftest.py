"""Keys for the test Enti in a temporary keystore; what is committed is undone by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from ambito.tenancy.seats import SYSTEM, Seat
from ambito.vault import ring
from ambito.vault.models import PublicKey
from ambito.vault.operations import create_keys
from tests import towns
from tests.ambito.vault import notes

ENTI = ("north", "south", "alpha", "beta", "gamma", "vela", "rete")


@pytest.fixture(scope="session")
def session_keystore(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys") / "keystore"


@pytest.fixture
def keystore_folder(
    session_keystore: Path,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
    settings: Settings,
) -> Iterator[Path]:
    """A copy of the session's keystore that this test may spoil; what it commits is undone."""
    with django_db_blocker.unblock():
        settings.AMBITO_KEYSTORE = str(session_keystore)
        public, schemas = published(), [towns.seat(name).role for name in notes.TOWNS]
        notes.make_tables(schemas)
        folder = tmp_path / "keystore"
        shutil.copytree(session_keystore, folder)
        settings.AMBITO_KEYSTORE = str(folder)
        ring.forget()
        yield folder
        PublicKey.objects.using("builder").exclude(id__in=public).delete()
        PublicKey.objects.using("builder").update(withdrawn_at=None)
        notes.drop_tables(schemas)
        for alias in connections:
            connections[alias].close()
    ring.forget()


def published() -> set[UUID]:
    """The public keys of the session's keystore, made or put back where the database was cloned anew."""
    for name in ENTI:
        create_keys(seat=towns.seat(name), by=SYSTEM)
    return set(PublicKey.objects.using("builder").values_list("id", flat=True))


@pytest.fixture
def vault(keystore_folder: Path) -> Callable[[str], Seat]:
    """`vault("alpha")`: the seat of a test Ente that has keys."""
    return towns.seat
