from __future__ import annotations

import pytest
from django.test import Client

from tests.ambito.web.conftest import HOST

PATH = "/only-post/"


def answer(town: Client, **headers: str) -> int:
    client = Client(
        headers={"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    )
    return client.post(PATH).status_code


def test_our_own_page_may_write(town: Client) -> None:
    assert answer(town, sec_fetch_site="same-origin") == 200
    assert answer(town, origin=f"http://{HOST}") == 200
    assert answer(town, sec_fetch_site="same-origin", origin=f"http://{HOST}") == 200


@pytest.mark.promise("Q1")
@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "none"},
        {"origin": "http://beta.ambito.test"},
        {"origin": "null"},
        {"origin": f"https://{HOST}"},
        {"sec_fetch_site": "same-origin", "origin": "http://beta.ambito.test"},
        {"sec_fetch_site": "same-site", "origin": f"http://{HOST}"},
    ],
)
def test_a_sister_town_may_not(town: Client, headers: dict[str, str]) -> None:
    assert answer(town, **headers) == 403


def test_the_refusal_says_what_to_do(town: Client) -> None:
    response = town.post(PATH, headers={"sec-fetch-site": "same-site"})
    assert "Apri la pagina in questo Comune e fallo da lì." in response.content.decode()


def test_a_session_without_the_browsers_word_is_refused(town: Client) -> None:
    client = Client(headers={"host": HOST})
    assert client.post(PATH).status_code == 200
    client.cookies["__Host-session"] = "x"
    assert client.post(PATH).status_code == 403


def test_reading_is_free(town: Client) -> None:
    assert town.get("/_gallery/", headers={"sec-fetch-site": "same-site"}).status_code == 200
