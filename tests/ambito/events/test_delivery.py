"""News is neither lost nor handled twice, whatever fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from ambito.events import delivery, registry
from ambito.events.models import Event
from ambito.events.operations import emit
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.errors import PersonalContent, Unavailable
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from town.people.models import Person

GetSeat = Callable[[str], Seat]


@pytest.fixture(autouse=True)
def handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """`tests.arrived` writes a person with the key of the news; `tests.broken` always fails after writing."""
    monkeypatch.setattr(registry, "_handlers", {})

    @registry.handles("tests.arrived", at="town")
    def arrived(*, sender_id: UUID, person_id: str) -> None:
        Person.objects.create(id=person_id, surname=str(sender_id), name="arrived")

    @registry.handles("tests.broken", at="town")
    def broken(*, sender_id: UUID, person_id: str) -> None:
        arrived(sender_id=sender_id, person_id=person_id)
        raise ValueError("CANARY")


def tell(sender: Seat, receiver: Seat, name: str = "tests.arrived", key: str = "") -> str:
    person = str(uuid7())
    with enter(sender):
        emit(name, to=receiver.ente_id, key=key or person, payload={"person_id": person})
    return person


def people(seat: Seat) -> list[str]:
    with enter(seat):
        return [str(pk) for pk in Person.objects.order_by("pk").values_list("pk", flat=True)]


def test_news_of_one_town_arrives_at_another_once(committed: GetSeat) -> None:
    alpha, beta = committed("alpha"), committed("beta")
    person = tell(alpha, beta)
    assert delivery.waiting_receivers() == [beta.ente_id]
    assert delivery.deliver(beta) == 1
    assert delivery.deliver(beta) == 0
    assert people(beta) == [person]
    assert delivery.waiting_receivers() == []


def test_what_is_rolled_back_was_never_told(committed: GetSeat) -> None:
    alpha, beta = committed("alpha"), committed("beta")
    with enter(alpha):
        emit("tests.arrived", to=beta.ente_id, key="k", payload={"person_id": str(uuid7())})
        transaction.set_rollback(True)
    assert delivery.deliver(beta) == 0


def test_the_same_key_is_the_same_news(committed: GetSeat) -> None:
    alpha, beta = committed("alpha"), committed("beta")
    first = tell(alpha, beta, key="referral:1:sent")
    tell(alpha, beta, key="referral:1:sent")
    assert delivery.deliver(beta) == 1
    assert people(beta) == [first]


def test_a_failing_handler_leaves_nothing_and_waits(committed: GetSeat) -> None:
    alpha, beta = committed("alpha"), committed("beta")
    tell(alpha, beta, "tests.broken")
    good = tell(alpha, beta)
    assert delivery.deliver(beta) == 1
    assert people(beta) == [good]
    with enter(beta):
        event = Event.objects.get(name="tests.broken")
        assert (event.attempts, event.error, event.done_at, event.dead_at) == (1, "ValueError", None, None)


def test_it_is_given_up_visibly(committed: GetSeat) -> None:
    alpha, beta = committed("alpha"), committed("beta")
    tell(alpha, beta, "tests.broken")
    for _ in range(delivery.GIVE_UP_AFTER):
        with enter(beta):
            Event.objects.update(due_at="2026-01-01T00:00Z")
        delivery.deliver(beta)
    with enter(beta):
        assert Event.objects.get().dead_at is not None
    assert delivery.waiting_receivers() == []


def test_a_suspended_town_waits_without_loss(committed: GetSeat) -> None:
    alpha, beta = committed("alpha"), committed("beta")
    person = tell(alpha, beta)
    with connections["builder"].cursor() as cursor:
        cursor.execute("UPDATE registry_ente SET state = 'suspended' WHERE id = %s", [beta.ente_id])
    with pytest.raises(Unavailable):
        delivery.deliver(beta)
    with connections["builder"].cursor() as cursor:
        cursor.execute("UPDATE registry_ente SET state = 'active' WHERE id = %s", [beta.ente_id])
    assert delivery.deliver(beta) == 1
    assert people(beta) == [person]


def test_two_dispatchers_at_once_do_not_double(committed: GetSeat) -> None:
    alpha, beta = committed("alpha"), committed("beta")
    told = sorted(tell(alpha, beta) for _ in range(30))

    def dispatch(_: int) -> None:
        try:
            delivery.deliver(beta)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as dispatchers:
        list(dispatchers.map(dispatch, range(4)))
    delivery.deliver(beta)
    assert people(beta) == told


KILLED = """
import os, signal
import django
django.setup()
from ambito.events import delivery, registry
from ambito.tenancy.hosts import seat_for_host
from town.people.models import Person

@registry.handles("tests.arrived", at="town")
def arrived(*, sender_id, person_id):
    Person.objects.create(id=person_id, surname="x", name="arrived")
    os.kill(os.getpid(), signal.SIGKILL)

delivery.deliver(seat_for_host("beta.ambito.test"))
"""


def test_a_worker_killed_in_the_handler_loses_and_doubles_nothing(committed: GetSeat) -> None:
    alpha, beta = committed("alpha"), committed("beta")
    person = tell(alpha, beta)
    killed = subprocess.run([sys.executable, "-c", KILLED], check=False, env=os.environ, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert people(beta) == []
    assert delivery.deliver(beta) == 1
    assert people(beta) == [person]


def test_words_do_not_travel(seat: GetSeat) -> None:
    beta = seat("beta")
    with enter(seat("alpha")), pytest.raises(PersonalContent):
        emit("tests.arrived", to=beta.ente_id, key="k", payload={"name": "Maria Rossi"})


def test_a_third_town_and_the_dispatcher_cannot_read_it(seat: GetSeat) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    tell(alpha, beta)
    with enter(seat("gamma")):
        assert not Event.objects.exists()
    with enter_function("dispatcher"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(Event.objects.all())
        assert list(Event.objects.values_list("receiver_id", flat=True)) == [beta.ente_id]


def test_nobody_sends_in_anothers_name(seat: GetSeat) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    with enter(alpha), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Event.objects.create(name="x", sender_id=beta.ente_id, receiver_id=alpha.ente_id, key="k")
