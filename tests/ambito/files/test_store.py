"""Files stay in their Ente, on a real S3 server."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from ambito.files import store
from ambito.files.errors import InsideTransaction, StoreDown
from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from tests.bucket import names
from tests.sizes import promise_size

GetSeat = Callable[[str], Seat]
pytestmark = pytest.mark.usefixtures("object_store")


@pytest.mark.promise("Q1")
def test_alternating_towns_in_one_process_keep_their_prefixes(seat: GetSeat) -> None:
    seats = [seat("alpha"), seat("beta"), seat("north")]
    wanted = {}
    for number in range(promise_size(30, 1_000)):
        file_id, owner = uuid7(), seats[number % 3]
        store.put(owner, file_id, owner.role.encode())
        wanted[f"{owner.role}/{file_id}"] = owner
    assert set(wanted) <= set(names())
    for key, owner in wanted.items():
        assert store.get(owner, key.split("/")[1]) == owner.role.encode()


@pytest.mark.promise("Q2")
def test_a_neighbours_file_is_a_missing_file(seat: GetSeat) -> None:
    file_id = uuid7()
    store.put(seat("alpha"), file_id, b"CANARY-alpha")
    with pytest.raises(FileNotFoundError):
        store.get(seat("beta"), file_id)
    with pytest.raises(FileNotFoundError):
        store.get(seat("beta"), uuid7())


def test_a_link_opens_one_object_as_an_attachment_and_for_a_minute(seat: GetSeat) -> None:
    file_id = uuid7()
    store.put(seat("alpha"), file_id, b"hello")
    address = store.link(seat("alpha"), file_id, name='rel"azione\r\nSet-Cookie: x.pdf')
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - loopback
        assert answer.read() == b"hello"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="rel_azione__Set-Cookie_ x.pdf"'
    assert "X-Amz-Expires=60" in address
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(address.replace(str(file_id), str(uuid7())))  # noqa: S310
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{urlsplit(address)._replace(query='').geturl()}")  # noqa: S310


def test_the_store_is_not_called_inside_a_town_transaction(seat: GetSeat) -> None:
    alpha = seat("alpha")
    with enter(alpha), pytest.raises(InsideTransaction):
        store.put(alpha, uuid7(), b"x")


def test_a_store_that_is_down_is_said_to_be_down(seat: GetSeat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "S3_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    store._storage.cache_clear()
    try:
        with pytest.raises(StoreDown):
            store.put(seat("alpha"), uuid7(), b"x")
    finally:
        store._storage.cache_clear()
    assert os.environ["AWS_MAX_ATTEMPTS"] == "1"
