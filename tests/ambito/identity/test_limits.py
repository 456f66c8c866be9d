"""Guessing is stopped per account; nobody else at the same address notices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections
from django.db.models import F
from django.test import Client

from ambito.identity import limits, passwords
from ambito.identity.models import Tries
from ambito.tenancy.context import enter_function
from ambito.tenancy.seats import Seat
from tests import people
from tests.sizes import promise_size

GetSeat = Callable[[str], Seat]


WRONG = "wrong wrong wrong wrong"


def guess(client: Client, email: str, password: str = WRONG) -> int:
    return int(client.post("/sign-in/", {"email": email, "password": password}).status_code)


def wait(minutes: int) -> None:
    with enter_function("signin"):
        Tries.objects.update(last_at=F("last_at") - timedelta(minutes=minutes))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was really compared; comparing is made cheap."""
    seen: list[str] = []

    def verified(password: str, encoded: str | None) -> bool:
        seen.append(password)
        return encoded is not None and password == people.PASSWORD

    monkeypatch.setattr(passwords, "verified", verified)
    return seen


def test_a_thousand_guesses_at_one_account_are_five(seat: GetSeat, judged: list[str]) -> None:
    anna, neighbour = people.who("anna", "alpha"), people.who("coordinator", "alpha")
    clients = [people.client_of(at) for at in ("alpha", "beta")]
    tries = promise_size(60, 1000)
    answers = [guess(clients[number % 2], anna.email.upper()) for number in range(tries)]
    assert (answers.count(422), answers.count(429)) == (5, tries - 5)
    assert len(judged) == 5
    assert guess(clients[0], anna.email, people.PASSWORD) == 429
    assert people.sign_in(clients[0], "coordinator", at="alpha").status_code == 302
    assert neighbour.email != anna.email


def test_a_quarter_of_an_hour_later_one_may_try_again(seat: GetSeat, judged: list[str]) -> None:
    client, email = people.client_of("alpha"), people.who("anna", "alpha").email
    for _ in range(7):
        guess(client, email)
    wait(14)
    assert guess(client, email, people.PASSWORD) == 429
    wait(2)
    assert guess(client, email, people.PASSWORD) == 302


def test_slow_guessing_never_gets_a_sixth_try_within_a_quarter_of_an_hour(seat: GetSeat) -> None:
    seat("alpha")
    with enter_function("signin"):
        allowed = []
        for _ in range(30):
            allowed.append(limits.spend("password", "x"))
            Tries.objects.update(last_at=F("last_at") - timedelta(minutes=3))
    for start in range(len(allowed) - 5):
        assert sum(allowed[start : start + 5]) <= 5
    assert allowed[:6] == [True] * 5 + [False]
    assert True in allowed[6:]


def test_somebody_unknown_is_counted_the_same(seat: GetSeat, judged: list[str]) -> None:
    client = people.client_of("alpha")
    assert [guess(client, "nobody@people.test") for _ in range(6)] == [422] * 5 + [429]


def test_codes_are_counted_too_and_a_new_password_step_gives_no_more(
    seat: GetSeat, judged: list[str]
) -> None:
    client, email = people.client_of("alpha"), people.who("anna", "alpha").email
    for _ in range(2):
        guess(client, email, people.PASSWORD)
        for _ in range(3):
            client.post("/sign-in/factor/", {"code": "000000"})
    assert client.post("/sign-in/factor/", {"code": people.code()}).status_code == 422


def test_getting_in_forgets_the_tries(seat: GetSeat, judged: list[str]) -> None:
    client, email = people.client_of("alpha"), people.who("anna", "alpha").email
    for _ in range(4):
        guess(client, email)
    assert people.sign_in(client, "anna", at="alpha").status_code == 302
    with enter_function("signin"):
        assert not Tries.objects.exists()


def test_the_counters_name_nobody(seat: GetSeat, judged: list[str]) -> None:
    email = people.who("anna", "alpha").email
    guess(people.client_of("alpha"), email)
    with enter_function("signin"):
        row: dict[str, Any] = Tries.objects.values().get()
    assert email not in str(row)
    assert len(row["subject"]) == 64


@pytest.mark.promise("Q17")
def test_the_limits_hold_when_the_cache_is_down(seat: GetSeat, judged: list[str], settings: Any) -> None:
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/1"},
    }
    client, email = people.client_of("alpha"), people.who("anna", "alpha").email
    assert [guess(client, email) for _ in range(7)] == [422] * 5 + [429] * 2
    assert people.sign_in(client, "coordinator", at="alpha").status_code == 302


@pytest.mark.promise("Q17")
def test_forty_guesses_at_once_are_five(committed: GetSeat) -> None:
    committed("alpha")
    allowed: list[bool] = []
    together = Barrier(40)

    def spend() -> None:
        together.wait()
        try:
            with enter_function("signin"):
                allowed.append(limits.spend("password", "somebody"))
        finally:
            connections.close_all()

    threads = [Thread(target=spend) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (allowed.count(True), allowed.count(False)) == (5, 35)
