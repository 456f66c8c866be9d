"""A town transaction is the only door."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, transaction

from ambito.tenancy.context import current, current_or_none, enter, enter_function
from ambito.tenancy.errors import AlreadyInside, OutsideTown
from ambito.tenancy.seats import Seat
from town.people.models import Person

GetSeat = Callable[[str], Seat]


def whoami() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_schema()")
        row: tuple[str, str] = cursor.fetchone()
        return row


def test_nothing_is_asked_outside(seat: GetSeat) -> None:
    with pytest.raises(OutsideTown):
        list(Person.objects.all())
    with pytest.raises(OutsideTown), transaction.atomic():
        list(Person.objects.all())


def test_a_town_is_its_role_and_its_schema(seat: GetSeat) -> None:
    alpha = seat("alpha")
    with enter(alpha):
        assert whoami() == (alpha.role, alpha.schema)
        assert current().seat == alpha
    assert current_or_none() is None


def test_two_towns_one_after_the_other_keep_their_own_rows(seat: GetSeat) -> None:
    for name in ("alpha", "beta"):
        with enter(seat(name)):
            Person.objects.create(surname=f"CANARY-{name}", name="Anna")
    for name in ("alpha", "beta"):
        with enter(seat(name)):
            assert [person.surname for person in Person.objects.all()] == [f"CANARY-{name}"]


def test_a_second_town_is_refused_inside_the_first(seat: GetSeat) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    with enter(alpha):
        with pytest.raises(AlreadyInside), enter(beta):
            pass
        assert whoami()[0] == alpha.role


def test_another_thread_has_not_entered(seat: GetSeat) -> None:
    refusals: list[Exception] = []

    def ask() -> None:
        try:
            list(Person.objects.all())
        except OutsideTown as refusal:
            refusals.append(refusal)

    with enter(seat("alpha")):
        thread = Thread(target=ask)
        thread.start()
        thread.join()
    assert len(refusals) == 1


def test_signin_sees_no_town(seat: GetSeat) -> None:
    seat("alpha")
    with enter_function("signin"):
        assert whoami() == ("test_signin", "public")
