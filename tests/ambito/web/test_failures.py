from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory

from ambito.tenancy.middleware import unavailable_page
from ambito.web import failures
from ambito.web.failures import FAILURES
from tests.ambito.web.conftest import HOST


@pytest.mark.promise("Q18")
@pytest.mark.parametrize("code", sorted(FAILURES))
def test_each_page_says_what_happened_and_what_to_do(town: Client, code: str) -> None:
    response = town.get(f"/fail/{code}/")
    html = response.content.decode()
    failure = FAILURES[code]
    assert response.status_code == failure.status
    for words in (failure.title, failure.sentence, failure.advice):
        assert str(words) in html.replace("&#x27;", "'")
    assert 'lang="it"' in html


def test_unknown_page_and_unknown_host_need_no_database(town: Client) -> None:
    assert "Questa pagina non esiste" in town.get("/nowhere/").content.decode()
    other = town.get("/", headers={"host": "nobody.ambito.test"})
    assert other.status_code == 404
    assert "Questa pagina non esiste" in other.content.decode()


def test_wrong_method_gets_a_page_and_keeps_its_header(town: Client) -> None:
    response = town.get("/only-post/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "Riparti dalla pagina del modulo." in response.content.decode()


def test_a_program_gets_no_page(town: Client) -> None:
    assert town.get("/only-post/", headers={"accept": "application/json"}).content == b""


def test_htmx_gets_two_sentences_for_the_region_that_is_read_out(town: Client) -> None:
    response = town.get("/fail/500/", headers={"HX-Request": "true"})
    assert response.headers["HX-Retarget"] == "#toast"
    assert "<html" not in response.content.decode()


def test_too_large_is_said(rf: RequestFactory) -> None:
    request = rf.post("/")
    assert failures.bad_request(request, RequestDataTooBig()).status_code == 413
    assert failures.bad_request(request, ValueError()).status_code == 400


@pytest.mark.parametrize("state", ["suspended", "migrating", "leaving", "spare"])
def test_an_ente_that_cannot_be_entered_has_its_page(rf: RequestFactory, state: str) -> None:
    assert unavailable_page.only()(rf.get("/"), state).status_code == 503


def test_broken_error_page_has_a_last_resort(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failures, "page", lambda *_: 1 / 0)
    response = failures.broken(rf.get("/"))
    assert response.status_code == 500
    assert "Riprova tra qualche minuto." in response.content.decode()


def test_expired_page_has_its_own_words(town: Client) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": HOST, "sec-fetch-site": "same-origin"})
    response = strict.post("/_gallery/")
    assert response.status_code == 403
    assert "Questa pagina è scaduta" in response.content.decode()


def test_throttled_says_when_to_come_back(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.seat = SimpleNamespace(kind="town")  # type: ignore[attr-defined]
    assert failures.page(request, "429").headers["Retry-After"] == "60"
