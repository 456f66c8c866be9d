"""SPID and CIE through a provider on loopback: who gets in, and everything that does not hold."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from django.test import Client

from ambito.identity import oidc, sessions
from ambito.identity.models import Attempt, NationalIdentity, Session
from ambito.identity.operations import set_fiscal_number
from ambito.tenancy.context import current_or_none, enter_function
from ambito.tenancy.seats import Seat
from tests import oidc_provider, people

GetSeat = Callable[[str], Seat]
LEAVE = "/sign-in/digital-identity/"
RETURN = "/sign-in/digital-identity/return/"


@pytest.fixture
def provider(settings: Any) -> Iterator[oidc_provider.Provider]:
    with oidc_provider.running() as running:
        settings.AMBITO_OIDC_ISSUER = running.issuer
        settings.AMBITO_OIDC_CLIENT_ID = oidc_provider.CLIENT
        settings.AMBITO_OIDC_CLIENT_SECRET = oidc_provider.SECRET
        yield running


def answer(client: Client, next_path: str = "/places/") -> str:
    """Go to the provider and come back with the address that it answers, not opened yet."""
    leaving = client.get(LEAVE, {"next": next_path})
    back = requests.get(leaving["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return "/" + back.removeprefix("http://").partition("/")[2]


def go_and_return(at: str = "alpha") -> tuple[Client, Any]:
    client = people.client_of(at)
    return client, client.get(answer(client))


def refused(response: Any, client: Client) -> bool:
    return response.status_code == 403 and sessions.COOKIE not in client.cookies


def test_a_right_identity_of_level_two_lets_in(seat: GetSeat, provider: oidc_provider.Provider) -> None:
    seat("alpha")
    client, response = go_and_return()
    assert response["Location"] == "/places/"
    assert client.get("/places/").status_code == 200
    with enter_function("signin"):
        assert Session.objects.get().method == "oidc"
    asked = provider.asked[0]
    assert asked["acr_values"] == "https://www.spid.gov.it/SpidL2"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked["state"]), len(asked["nonce"])) >= 32


@pytest.mark.parametrize("level", ["https://www.spid.gov.it/SpidL3", "http://eidas.europa.eu/LoA/high"])
def test_a_higher_level_is_enough(seat: GetSeat, provider: oidc_provider.Provider, level: str) -> None:
    seat("alpha")
    provider.says.acr = level
    assert go_and_return()[1].status_code == 302


@pytest.mark.parametrize(
    "level", ["https://www.spid.gov.it/SpidL1", "http://eidas.europa.eu/LoA/low", "9", ""]
)
def test_too_low_or_unknown_a_level_is_refused(
    seat: GetSeat, provider: oidc_provider.Provider, level: str
) -> None:
    seat("alpha")
    provider.says.acr = level
    client, response = go_and_return()
    assert refused(response, client)
    assert "2" in response.context["sentence"]


WRONG: dict[str, dict[str, Any]] = {
    "nonce": {"nonce": "somebody else's"},
    "no nonce": {"nonce": None},
    "audience": {"aud": "another client"},
    "audiences": {"aud": [oidc_provider.CLIENT, "another"]},
    "issuer": {"iss": "http://127.0.0.1:1"},
    "expired": {"exp": int(time.time()) - 60},
    "never expires": {"exp": None},
    "no level": {"acr": None},
    "not yet": {"nbf": int(time.time()) + 3600},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG.keys())
def test_a_token_that_does_not_hold_is_refused(
    seat: GetSeat, provider: oidc_provider.Provider, claims: dict[str, Any]
) -> None:
    seat("alpha")
    provider.says.claims = claims
    client, response = go_and_return()
    assert refused(response, client)


def test_a_token_signed_by_somebody_else_is_refused(seat: GetSeat, provider: oidc_provider.Provider) -> None:
    seat("alpha")
    provider.says.key = oidc_provider.new_key()
    client, response = go_and_return()
    assert refused(response, client)


def test_state_and_issuer_of_the_answer_are_checked(seat: GetSeat, provider: oidc_provider.Provider) -> None:
    seat("alpha")
    client = people.client_of("alpha")
    back = answer(client)
    assert refused(client.get(back.replace("state=", "state=x")), client)
    provider.says.answer_iss = "http://127.0.0.1:1"
    client, response = go_and_return()
    assert refused(response, client)


def test_an_answer_serves_once_and_only_the_browser_that_asked(
    seat: GetSeat, provider: oidc_provider.Provider
) -> None:
    seat("alpha")
    client, thief, beta = people.client_of("alpha"), people.client_of("alpha"), people.client_of("beta")
    back = answer(client)
    assert refused(thief.get(back), thief)
    beta.cookies = client.cookies.copy()  # type: ignore[assignment]
    assert refused(beta.get(back), beta)
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 403


def test_somebody_unknown_is_told_so_and_no_account_is_made(
    seat: GetSeat, provider: oidc_provider.Provider
) -> None:
    seat("alpha")
    provider.says.fiscal_number = "TINIT-XXXXXX00A00X000X"
    client, response = go_and_return()
    assert refused(response, client)
    assert response.templates[0].name == "identity/sentence.html"


def test_who_is_known_but_has_no_role_here_is_not_let_in(
    seat: GetSeat, provider: oidc_provider.Provider
) -> None:
    seat("gamma")
    client, response = go_and_return("gamma")
    assert refused(response, client)


def test_the_fiscal_number_may_come_from_user_info_of_the_same_person(
    seat: GetSeat, provider: oidc_provider.Provider
) -> None:
    seat("alpha")
    provider.says.by_user_info = True
    assert go_and_return()[1].status_code == 302
    provider.says.subject_of_user_info = "somebody else"
    client, response = go_and_return()
    assert refused(response, client)


def test_a_provider_that_does_not_answer_is_a_sentence(seat: GetSeat, settings: Any) -> None:
    seat("alpha")
    settings.AMBITO_OIDC_ISSUER = "http://127.0.0.1:1"
    assert people.client_of("alpha").get(LEAVE).status_code == 403


def test_without_a_provider_it_is_not_offered(seat: GetSeat) -> None:
    seat("alpha")
    assert people.client_of("alpha").get(LEAVE).status_code == 404
    assert LEAVE not in people.client_of("alpha").get("/sign-in/").content.decode()


def test_giving_up_at_the_provider_is_a_sentence(seat: GetSeat, provider: oidc_provider.Provider) -> None:
    seat("alpha")
    client = people.client_of("alpha")
    client.get(LEAVE)
    with enter_function("signin"):
        state = Attempt.objects.get().ceremony["state"]
    response = client.get(RETURN, {"error": "access_denied", "state": state})
    assert refused(response, client)


def test_who_has_only_spid_confirms_with_spid(seat: GetSeat, provider: oidc_provider.Provider) -> None:
    seat("alpha")
    provider.says.fiscal_number = people.who("dario", "alpha").codice_fiscale
    client, _ = go_and_return()
    assert client.get("/account/password/")["Location"].startswith("/confirm/")
    assert client.get(answer(client, "/account/password/"))["Location"] == "/account/password/"
    assert provider.asked[-1]["prompt"] == "login"
    assert client.get("/account/password/").status_code == 200


def test_somebody_elses_spid_confirms_nothing(seat: GetSeat, provider: oidc_provider.Provider) -> None:
    seat("alpha")
    client, _ = go_and_return()
    provider.says.fiscal_number = people.who("dario", "alpha").codice_fiscale
    assert client.get(answer(client)).status_code == 403
    assert client.get("/account/password/")["Location"].startswith("/confirm/")


def test_the_provider_is_asked_outside_of_any_transaction(
    seat: GetSeat, provider: oidc_provider.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat("alpha")
    inside: list[object] = []
    real = oidc._asked

    def watched(*args: Any, **more: Any) -> dict[str, Any]:
        inside.append(current_or_none())
        return real(*args, **more)

    monkeypatch.setattr(oidc, "_asked", watched)
    go_and_return()
    assert inside
    assert set(inside) == {None}


def test_a_corrected_codice_fiscale_is_the_one_that_lets_in(
    seat: GetSeat, provider: oidc_provider.Provider
) -> None:
    seat("alpha")
    carla, alpha = people.who("carla", "alpha").id, seat("alpha").ente_id
    for written in ("BNCCRL85C45F205X", "BNCCRL85C55F205H"):
        with enter_function("signin"):
            set_fiscal_number(user_id=carla, fiscal_number=written, ente_id=alpha)
    provider.says.fiscal_number = "BNCCRL85C55F205H"
    assert go_and_return()[1].status_code == 302
    provider.says.fiscal_number = "BNCCRL85C45F205X"
    client, response = go_and_return()
    assert refused(response, client)


def test_no_codice_fiscale_is_stored(seat: GetSeat) -> None:
    seat("alpha")
    with enter_function("signin"):
        stored = str(list(NationalIdentity.objects.values_list("digest", flat=True)))
    assert people.who("anna", "alpha").codice_fiscale not in stored
