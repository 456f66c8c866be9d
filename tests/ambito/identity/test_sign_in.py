"""E-mail and password, then the second factor; nothing else opens a session."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from ambito.identity import passwords, sessions
from ambito.identity.models import Session
from ambito.tenancy.context import current_or_none, enter_function
from ambito.tenancy.seats import Seat
from tests import people

GetSeat = Callable[[str], Seat]
PAGE = "/account/factors/"


def test_password_and_code_let_in_and_lead_to_the_wanted_page(seat: GetSeat) -> None:
    client = people.client_of("alpha")
    wanted = client.get(PAGE)
    assert wanted["Location"] == "/sign-in/?next=%2Faccount%2Ffactors%2F"
    response = people.sign_in(client, "anna", at="alpha", next_path=PAGE)
    assert response["Location"] == PAGE
    assert client.get(PAGE).status_code == 200


def test_a_password_alone_opens_nothing(seat: GetSeat) -> None:
    client = people.client_of("alpha")
    form = {"email": people.who("anna", "alpha").email, "password": people.PASSWORD}
    assert client.post("/sign-in/", form)["Location"] == reverse("identity:factor")
    assert sessions.COOKIE not in client.cookies
    assert client.get(PAGE).status_code == 302


def test_a_wrong_code_and_a_code_used_twice_are_refused(seat: GetSeat) -> None:
    first, second = people.client_of("alpha"), people.client_of("alpha")
    form = {"email": people.who("anna", "alpha").email, "password": people.PASSWORD}
    for client in (first, second):
        client.post("/sign-in/", form)
    assert first.post("/sign-in/factor/", {"code": "000000"}).status_code == 422
    assert first.post("/sign-in/factor/", {"code": people.code()}).status_code == 302
    assert second.post("/sign-in/factor/", {"code": people.code()}).status_code == 422


def test_an_older_code_is_refused(seat: GetSeat) -> None:
    client = people.client_of("alpha")
    client.post("/sign-in/", {"email": people.who("anna", "alpha").email, "password": people.PASSWORD})
    assert client.post("/sign-in/factor/", {"code": people.code(steps_ago=3)}).status_code == 422


def test_an_attempt_of_one_host_is_worth_nothing_on_another(seat: GetSeat) -> None:
    alpha, beta = people.client_of("alpha"), people.client_of("beta")
    alpha.post("/sign-in/", {"email": people.who("anna", "alpha").email, "password": people.PASSWORD})
    beta.cookies = alpha.cookies
    assert beta.post("/sign-in/factor/", {"code": people.code()})["Location"] == "/sign-in/"


def test_without_a_role_here_today_there_is_a_clear_page_and_no_session(seat: GetSeat) -> None:
    for name, at in (("bruno", "alpha"), ("anna", "gamma")):
        response = people.sign_in(people.client_of(at), name, at=at)
        assert response.status_code == 403
        assert "identity/no_place.html" in [template.name for template in response.templates]
    with enter_function("signin"):
        assert not Session.objects.exists()


def test_the_next_page_is_never_on_another_host(seat: GetSeat) -> None:
    for bad in ("https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)"):
        client = people.client_of("alpha")
        client.post(
            "/sign-in/",
            {"email": people.who("carla", "alpha").email, "password": people.PASSWORD, "next": bad},
        )
        people_page = people.client_of("alpha").get("/sign-in/", {"next": bad})
        assert people_page.context["next"] == "/"


def test_somebody_unknown_gets_the_same_page_after_the_same_work(
    seat: GetSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashings: list[str] = []
    for name in ("check_password", "make_password"):
        real = getattr(passwords.hashers, name)
        monkeypatch.setattr(
            passwords.hashers, name, lambda *a, real=real, name=name: (hashings.append(name), real(*a))[1]
        )
    pages = []
    for email in (people.who("anna", "alpha").email, "nobody@people.test"):
        form = {"email": email, "password": "not the right one at all"}
        page = people.client_of("alpha").post("/sign-in/", form)
        pages.append((page.status_code, _without_token(page.content.decode(), page, email)))
    assert pages[0] == pages[1]
    assert pages[0][0] == 422
    assert len(hashings) == 2


def test_no_hashing_while_a_transaction_is_open(seat: GetSeat, monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[object] = []
    real = passwords.hashers.check_password

    def watched(*args: str) -> bool:
        inside.append(current_or_none())
        return real(*args)

    monkeypatch.setattr(passwords.hashers, "check_password", watched)
    people.sign_in(people.client_of("alpha"), "anna", at="alpha")
    assert inside == [None]
    with enter_function("signin"), pytest.raises(passwords.HashingInside):
        passwords.verified("x", None)
    with enter_function("signin"), pytest.raises(passwords.HashingInside):
        passwords.hashed("x")


def test_two_browsers_two_tokens_and_a_new_one_at_each_sign_in(seat: GetSeat) -> None:
    client: Client = people.signed_in("anna", at="alpha")
    before = client.cookies[sessions.COOKIE].value
    people.sign_in(client, "anna", at="alpha")
    after = client.cookies[sessions.COOKIE].value
    assert after != before
    old = people.client_of("alpha")
    old.cookies[sessions.COOKIE] = before
    assert old.get(PAGE).status_code == 302


def _without_token(body: str, page: object, email: str) -> str:
    token = page.context["csrf_token"]  # type: ignore[attr-defined]
    return body.replace(str(token), "").replace(email, "")
