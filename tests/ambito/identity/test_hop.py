"""Passing from town to town: one ticket, one use, one minute, one target."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone

from ambito.identity import operations, sessions, tickets
from ambito.identity.models import Session, Ticket, User
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import Seat
from consortium.registry.models import Membership
from tests import people

GetSeat = Callable[[str], Seat]


def leave(client: Client, to: Seat) -> Any:
    return client.post("/places/leave/", {"ente": str(to.ente_id)})


def ticket_of(response: Any) -> str:
    return parse_qs(urlsplit(response.context["url"]).query)["ticket"][0]


def arrive(at: str, ticket: str) -> tuple[Client, Any]:
    client = people.client_of(at)
    return client, client.post("/places/arrive/", {"ticket": ticket})


def test_anna_passes_from_alpha_to_beta(seat: GetSeat) -> None:
    alpha = people.signed_in("anna", at="alpha")
    page = leave(alpha, seat("beta"))
    assert page.context["url"].startswith("http://beta.ambito.test/places/arrive/?ticket=")
    beta, response = arrive("beta", ticket_of(page))
    assert response["Location"] == "/"
    assert beta.get("/places/").status_code == 200
    assert alpha.get("/places/").status_code == 200


def test_opening_the_page_of_arrival_spends_nothing(seat: GetSeat) -> None:
    ticket = ticket_of(leave(people.signed_in("anna", at="alpha"), seat("beta")))
    beta = people.client_of("beta")
    assert beta.get("/places/arrive/", {"ticket": ticket}).context["ticket"] == ticket
    assert arrive("beta", ticket)[1].status_code == 302


@pytest.mark.promise("Q1")
def test_replay_and_wrong_host_are_refused(seat: GetSeat) -> None:
    ticket = ticket_of(leave(people.signed_in("anna", at="alpha"), seat("beta")))
    for at in ("alpha", "gamma", "north"):
        assert arrive(at, ticket)[1].status_code == 403
    assert arrive("beta", ticket)[1].status_code == 302
    assert arrive("beta", ticket)[1].status_code == 403


def test_after_a_minute_the_ticket_is_worth_nothing(seat: GetSeat) -> None:
    ticket = ticket_of(leave(people.signed_in("anna", at="alpha"), seat("beta")))
    with enter_function("signin"):
        row = Ticket.objects.get()
        assert row.expires_at - timezone.now() <= timedelta(seconds=60)
    with pytest.MonkeyPatch.context() as patch:
        later = timezone.now() + timedelta(seconds=61)
        patch.setattr(tickets.timezone, "now", lambda: later)
        assert arrive("beta", ticket)[1].status_code == 403


def test_a_renewed_stamp_ends_tickets_too(seat: GetSeat) -> None:
    ticket = ticket_of(leave(people.signed_in("anna", at="alpha"), seat("beta")))
    with enter_function("signin"):
        operations.end_all_sessions(user_id=people.who("anna", "alpha").id)
    assert arrive("beta", ticket)[1].status_code == 403


def test_no_role_there_no_ticket(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    for target in ("gamma", "alpha", "north"):
        assert leave(client, seat(target)).status_code == 404
    assert client.post("/places/leave/", {"ente": "not an id"}).status_code == 404


def test_a_role_that_ended_meanwhile_lets_in_no_more(seat: GetSeat) -> None:
    ticket = ticket_of(leave(people.signed_in("anna", at="alpha"), seat("beta")))
    with enter(seat("beta")):
        one_day = DateRange(people.FIRST_DAY, people.FIRST_DAY + timedelta(days=1))
        Membership.objects.filter(user_id=people.who("anna", "beta").id).update(during=one_day)
    assert arrive("beta", ticket)[1].status_code == 403


def test_passing_does_not_prolong_the_day(seat: GetSeat) -> None:
    alpha = people.signed_in("anna", at="alpha")
    morning = timezone.now() - timedelta(hours=7, minutes=50)
    with enter_function("signin"):
        Session.objects.update(signed_in_at=morning)
    beta = arrive("beta", ticket_of(leave(alpha, seat("beta"))))[0]
    with enter_function("signin"):
        assert people.session_of(beta).signed_in_at == morning


def test_the_switcher_shows_name_and_letters_of_ones_own_enti_only(seat: GetSeat) -> None:
    page = people.signed_in("anna", at="alpha").get("/places/")
    assert [(place.name, place.letters) for place in page.context["places"]] == [("Beta", "BE")]
    assert people.signed_in("coordinator", at="alpha").get("/places/").context["places"] == []


def test_an_ente_cannot_send_on_somebody_who_is_not_at_work_there(seat: GetSeat) -> None:
    people.signed_in("anna", at="beta")
    alpha, beta = seat("alpha"), seat("beta")
    with enter_function("signin"):
        row = Session.objects.select_related("user").get()
    with enter(alpha), pytest.raises(ProgrammingError), transaction.atomic():
        tickets.issue(session=row, to_ente_id=beta.ente_id)
    row.ente_id = alpha.ente_id
    with enter(alpha), pytest.raises(ProgrammingError), transaction.atomic():
        tickets.issue(session=row, to_ente_id=beta.ente_id)


def test_a_closed_account_does_not_arrive(seat: GetSeat) -> None:
    ticket = ticket_of(leave(people.signed_in("anna", at="alpha"), seat("beta")))
    with enter_function("signin"):
        User.objects.filter(pk=people.who("anna", "alpha").id).update(is_active=False)
    client, response = arrive("beta", ticket)
    assert response.status_code == 403
    assert sessions.COOKIE not in client.cookies
