"""Keys for the towns of these tests: free text is encrypted as it will be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

from ambito.tenancy.seats import SYSTEM, Seat
from ambito.vault import ring
from ambito.vault.models import PublicKey
from ambito.vault.operations import create_keys
from tests import towns

TOWNS = ("alpha", "beta")


@pytest.fixture(scope="module")
def keys(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(settings, "AMBITO_KEYSTORE", str(tmp_path_factory.mktemp("keys") / "keystore"))
        ring.forget()
        before = set(PublicKey.objects.using("builder").values_list("id", flat=True))
        for name in TOWNS:
            create_keys(seat=towns.seat(name), by=SYSTEM)
        yield
        PublicKey.objects.using("builder").exclude(id__in=before).delete()
        ring.forget()


@pytest.fixture
def town(keys: None, seat: Callable[[str], Seat]) -> Callable[[str], Seat]:
    """`town("alpha")`: the seat of a town that has keys."""
    return seat
