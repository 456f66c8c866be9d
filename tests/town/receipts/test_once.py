"""A form that arrives twice acts once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import BadRequest, PermissionDenied

from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import SYSTEM, Seat
from tests.town.acting import actor, inside
from town.receipts.models import Receipt
from town.receipts.operations import once

GetSeat = Callable[[str], Seat]


def test_the_deed_is_done_once_for_a_key_and_a_person(seat: GetSeat) -> None:
    done: list[str] = []

    def deed() -> str:
        done.append("x")
        return f"/page/{len(done)}/"

    key = str(uuid7())
    with inside() as who:
        assert [once(key=key, by=who, deed=deed) for _ in range(2)] == ["/page/1/"] * 2
        assert once(key=key, by=actor("desk_operator"), deed=deed) == "/page/2/"


def test_a_deed_that_is_refused_may_be_sent_again(seat: GetSeat) -> None:
    def refused() -> str:
        raise LookupError

    key = str(uuid7())
    with inside() as who:
        with pytest.raises(LookupError):
            once(key=key, by=who, deed=refused)
        assert not Receipt.objects.exists()
        assert once(key=key, by=who, deed=lambda: "/page/") == "/page/"


@pytest.mark.parametrize("key", ["", "no key"])
def test_a_key_that_no_form_made_is_refused(seat: GetSeat, key: str) -> None:
    with inside() as who, pytest.raises(BadRequest):
        once(key=key, by=who, deed=lambda: "/page/")


def test_the_system_sends_no_forms(seat: GetSeat) -> None:
    with inside(), pytest.raises(PermissionDenied):
        once(key=str(uuid7()), by=SYSTEM, deed=lambda: "/page/")
