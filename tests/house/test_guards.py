"""The guard-rails of conftest.py do guard."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.template import engines
from django.utils import timezone, translation

from ambito.access.enums import Role
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from tests.guards.clock import Clock
from tests.guards.network import LeftTheMachine
from town.people.models import Person

GetSeat = Callable[[str], Seat]


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::7", "example.org"])
def test_no_test_leaves_the_machine(address: str) -> None:
    with pytest.raises(LeftTheMachine):
        socket.create_connection((address, 80), timeout=1)
    with socket.socket() as plain, pytest.raises(LeftTheMachine):
        plain.connect((address, 80))


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_an_undefined_template_variable_fails() -> None:
    template = engines["django"].from_string("{{ nobody_defined_this }}")
    with pytest.raises(pytest.fail.Exception, match="nobody_defined_this"):
        template.render({})


def test_rows_without_an_order_are_shuffled(seat: GetSeat) -> None:
    with enter(seat("alpha")):
        Person.objects.bulk_create(Person(surname=f"{number:03}", name="Anna") for number in range(40))
        unordered = [person.surname for person in Person.objects.all()]
        assert sorted(unordered) != unordered
        assert [person.surname for person in Person.objects.order_by("surname")] == sorted(unordered)
        with pytest.raises(UnorderedObjectListWarning):
            Paginator(Person.objects.all(), 10).page(1)


def test_a_naive_datetime_is_refused(seat: GetSeat) -> None:
    with enter(seat("alpha")), pytest.raises(RuntimeWarning, match="naive"):
        list(Person.objects.filter(created_at__gt=datetime(2026, 3, 29)))  # noqa: DTZ001 - the case tested


def test_the_clock_stands_and_goes_on(clock: Clock) -> None:
    clock.stand("2026-03-29 01:59")
    assert timezone.localtime().hour == 1
    clock.pass_by(minutes=2)
    assert (timezone.localtime().hour, timezone.localdate()) == (3, date(2026, 3, 29))


def test_italian_is_compiled() -> None:
    with translation.override("it"):
        assert str(Role.SOCIAL_WORKER.label) == "assistente sociale"
