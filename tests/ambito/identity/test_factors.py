"""Nobody gets in without a second factor; who has none makes one first."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ambito.identity import factors, sessions
from ambito.identity.models import User
from ambito.tenancy.context import enter_function
from ambito.tenancy.seats import Seat
from tests import people

GetSeat = Callable[[str], Seat]
PAGE = "/account/factors/"


def begin(name: str, at: str = "alpha") -> tuple[Client, str]:
    """After the password: the browser and where it was led."""
    client = people.client_of(at)
    form = {"email": people.who(name, at).email, "password": people.PASSWORD}
    return client, client.post("/sign-in/", form)["Location"]


def enrol_app(client: Client) -> str:
    """Make the app; the secret."""
    page = client.get("/sign-in/enrol/app/")
    secret: str = page.context["secret"]
    assert client.post("/sign-in/enrol/app/", {"code": people.code(secret)}).status_code == 302
    return secret


def test_who_has_no_factor_is_led_to_make_one_and_nowhere_else(seat: GetSeat) -> None:
    client, place = begin("carla")
    assert place == "/sign-in/enrol/"
    assert client.get(PAGE).status_code == 302
    assert client.post("/sign-in/factor/", {"code": people.code()})["Location"] == "/sign-in/"
    assert client.post("/sign-in/enrol/codes/")["Location"] == "/sign-in/"
    assert sessions.COOKIE not in client.cookies


def test_making_an_app_gives_recovery_codes_and_then_lets_in(seat: GetSeat) -> None:
    client, _ = begin("carla")
    assert client.get("/sign-in/enrol/").status_code == 200
    enrol_app(client)
    page = client.get("/sign-in/enrol/codes/")
    assert len(set(page.context["codes"])) == 10
    assert sessions.COOKIE not in client.cookies
    client.post("/sign-in/enrol/codes/")
    assert client.get(PAGE).status_code == 200


def test_a_wrong_first_code_makes_no_factor_and_keeps_the_secret(seat: GetSeat) -> None:
    client, _ = begin("carla")
    secret = client.get("/sign-in/enrol/app/").context["secret"]
    page = client.post("/sign-in/enrol/app/", {"code": "000000"})
    assert (page.status_code, page.context["secret"]) == (422, secret)
    with enter_function("signin"):
        assert not factors.has_any(people.who("carla", "alpha").id)


def test_an_enrolment_begun_before_somebody_else_made_the_factor_is_void(seat: GetSeat) -> None:
    thief, _ = begin("carla")
    thief.get("/sign-in/enrol/app/")
    owner, _ = begin("carla")
    enrol_app(owner)
    assert thief.get("/sign-in/enrol/app/")["Location"] == "/sign-in/"
    assert thief.post("/passkey/make/").status_code == 403


def test_a_passkey_of_another_host_is_a_factor_all_the_same(seat: GetSeat) -> None:
    """The password alone must not lead to making a new one here."""
    seat("beta")
    with enter_function("signin"):
        carla = User.objects.get(pk=people.who("carla", "beta").id)
        data = {"rp_id": "alpha.ambito.test"}
        Authenticator.objects.create(user=carla, type=Authenticator.Type.WEBAUTHN, data=data)
        codes = factors.recovery_codes(carla)
    client, place = begin("carla", "beta")
    assert place == "/sign-in/factor/"
    page = client.get(place)
    assert (page.context["app"], page.context["passkey"]) == (False, False)
    assert client.get("/sign-in/enrol/app/")["Location"] == "/sign-in/"
    assert client.post("/passkey/make/").status_code == 403
    assert client.post(place, {"code": codes[0]}).status_code == 403  # she has no role in beta


def test_a_recovery_code_lets_in_once(seat: GetSeat) -> None:
    seat("alpha")
    with enter_function("signin"):
        codes = factors.recovery_codes(User.objects.get(pk=people.who("anna", "alpha").id))
    for expected in (302, 422):
        client, _ = begin("anna")
        assert client.post("/sign-in/factor/", {"code": codes[3]}).status_code == expected


def test_secrets_are_sealed_in_the_database(seat: GetSeat) -> None:
    seat("alpha")
    with enter_function("signin"):
        user = User.objects.get(pk=people.who("anna", "alpha").id)
        factors.recovery_codes(user)
        stored = str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))
    assert people.TOTP_SECRET not in stored
    assert re.search(r"[0-9a-f]{80}", stored) is None


@pytest.mark.parametrize("path", ["add/", "codes/", "1/remove/"])
def test_changing_factors_asks_again_who_one_is(seat: GetSeat, path: str) -> None:
    client = people.signed_in("anna", at="alpha")
    assert client.post(f"/account/factors/{path}")["Location"].startswith("/confirm/?next=")


def test_confirming_with_a_code_opens_what_asked_for_it(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    asked = client.get("/account/password/")
    assert asked["Location"] == "/confirm/?next=%2Faccount%2Fpassword%2F"
    form = {"code": "000000", "next": "/account/password/"}
    assert client.post("/confirm/", form).status_code == 422
    assert client.post("/confirm/", {**form, "code": people.code()})["Location"] == "/account/password/"
    assert client.get("/account/password/").status_code == 200


def test_another_factor_can_be_added_and_one_taken_away_but_not_the_last(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    people.confirmed(client)
    client.post("/account/factors/add/")
    enrol_app(client)
    assert client.post("/sign-in/enrol/codes/")["Location"] == PAGE
    (only,) = client.get(PAGE).context["factors"]
    client.post(f"/account/factors/{only.pk}/remove/")
    assert [factor.pk for factor in client.get(PAGE).context["factors"]] == [only.pk]


def test_a_factor_begun_by_somebody_signed_in_serves_no_other_browser(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    people.confirmed(client)
    client.post("/account/factors/add/")
    thief = people.client_of("alpha")
    thief.cookies = client.cookies.copy()  # type: ignore[assignment]
    del thief.cookies[sessions.COOKIE]
    assert thief.get("/sign-in/enrol/app/")["Location"] == "/sign-in/"


def test_changing_the_password_ends_every_session(seat: GetSeat) -> None:
    client, elsewhere = people.signed_in("anna", at="alpha"), people.signed_in("anna", at="beta")
    people.confirmed(client)
    short = client.post("/account/password/", {"new": "too short", "again": "too short"})
    assert short.status_code == 422
    new = "un altro gatto"
    assert client.post("/account/password/", {"new": new, "again": new + "!"}).status_code == 422
    assert client.post("/account/password/", {"new": new, "again": new})["Location"] == "/sign-in/"
    assert client.get(PAGE).status_code == 302
    assert elsewhere.get(PAGE).status_code == 302
    again = people.client_of("alpha")
    form = {"email": people.who("anna", "alpha").email, "password": new}
    assert again.post("/sign-in/", form).status_code == 302
