"""The codice fiscale by which SPID and CIE recognise somebody: they write it after proving who they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ambito.audit.models import Row
from ambito.identity.limits import TRIES
from ambito.identity.models import NationalIdentity
from ambito.identity.queries import user_by_fiscal_number
from ambito.tenancy.context import enter_function
from ambito.tenancy.seats import Seat
from tests import people

GetSeat = Callable[[str], Seat]
PAGE = "/account/digital-identity/"
RIGHT = "BNCCRL85C45F205E"


def ready(name: str = "coordinator") -> Client:
    client = people.signed_in(name, at="alpha")
    people.confirmed(client)
    return client


def send(client: Client, written: str) -> Any:
    return client.post(PAGE, {"fiscal_number": written})


def test_it_asks_again_who_one_is(seat: GetSeat) -> None:
    client = people.signed_in("coordinator", at="alpha")
    for answer in (client.get(PAGE), send(client, RIGHT)):
        assert answer["Location"].startswith("/confirm/?next=")
    with enter_function("signin"):
        assert user_by_fiscal_number(RIGHT) is None


def test_a_right_one_is_recorded_as_a_digest_and_told_to_the_log(seat: GetSeat) -> None:
    client = ready()
    assert client.get(PAGE).context["recorded"] is False
    assert send(client, " bncc rl85c45f205e ")["Location"] == PAGE
    assert client.get(PAGE).context["recorded"] is True
    mine = people.who("coordinator", "alpha").id
    with enter_function("signin"):
        found = user_by_fiscal_number(RIGHT)
        kept = NationalIdentity.objects.get(user_id=mine).digest
    assert found is not None
    assert found.pk == mine
    assert RIGHT not in kept
    with enter_function("sealer"):
        row = Row.objects.get(kind="mfa_change", by_user=mine)
    assert row.detail == {"about": "digital", "outcome": "accepted"}


def test_the_page_of_factors_leads_there(seat: GetSeat) -> None:
    assert PAGE in ready().get("/account/factors/").content.decode()


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("BNCCRL85C45", "questi sono 11"),
        ("BNCCRL85C45F205A", "ultima lettera non torna"),
        ("BNCCRL85Z45F205X", "il mese di nascita"),
        ("1NCCRL85C45F205X", "il cognome"),
        ("BNCCRL85C45F205!", "il codice"),
        ("STP0123456789012", "STP, ENI"),
        ("", "obbligatorio"),
    ],
)
def test_a_wrong_one_says_which_part_and_keeps_what_was_typed(seat: GetSeat, written: str, part: str) -> None:
    answer = send(ready(), written)
    assert answer.status_code == 422
    assert part in " ".join(answer.context["form"].errors["fiscal_number"])
    assert answer.context["form"]["fiscal_number"].value() == written


def test_somebody_elses_is_refused_and_the_first_keeps_it(seat: GetSeat) -> None:
    send(ready("anna"), RIGHT)
    answer = send(ready(), RIGHT)
    assert answer.status_code == 422
    assert "anna" not in answer.content.decode().lower()
    with enter_function("signin"):
        owner = user_by_fiscal_number(RIGHT)
    assert owner is not None
    assert owner.pk == people.who("anna", "alpha").id


def test_nobody_can_ask_one_by_one_who_is_known_here(seat: GetSeat) -> None:
    send(ready("anna"), RIGHT)
    client = ready()
    for _ in range(TRIES):
        assert "fiscal_number" in send(client, RIGHT).context["form"].errors
    answer = send(client, "RSSDRA75B12F205W")
    assert answer.status_code == 422
    assert "__all__" in answer.context["form"].errors
