"""Passkeys in a real browser with a virtual authenticator: made on one host, worth nothing on another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import BrowserContext, CDPSession, Page

from ambito.identity.models import Session
from ambito.tenancy import hosts
from ambito.tenancy.context import enter_function
from ambito.tenancy.seats import Seat
from tests import live, people
from tests.browser import opened

pytestmark = pytest.mark.browser
GetSeat = Callable[[str], Seat]
HERE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


class Browser:
    """One browser with one authenticator (a laptop with a fingerprint reader)."""

    def __init__(self, context: BrowserContext, port: int) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.port = port
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.cdp: CDPSession = context.new_cdp_session(self.page)
        self.cdp.send("WebAuthn.enable")
        options = {**HERE, "isUserVerified": True, "automaticPresenceSimulation": True}
        answer = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.authenticator: str = answer["authenticatorId"]

    def url(self, at: str, path: str) -> str:
        return f"http://{at}.localhost:{self.port}{path}"

    def open(self, at: str, path: str) -> None:
        self.page.goto(self.url(at, path))

    def password(self, name: str, at: str) -> None:
        self.open(at, "/sign-in/")
        self.page.fill("[name=email]", people.who(name, at).email)
        self.page.fill("[name=password]", people.PASSWORD)
        self.page.click("form:has([name=password]) button")

    def use_passkey(self) -> None:
        self.page.click("[data-passkey] button")

    def passkeys(self) -> list[dict[str, Any]]:
        found = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.authenticator})
        return list(found["credentials"])

    def enrol(self, name: str, at: str) -> None:
        """The whole first sign-in with a passkey."""
        self.password(name, at)
        self.use_passkey()
        self.page.wait_for_url("**/codes/")
        with self.page.expect_navigation():
            self.page.click("main button")

    def sessions(self) -> int:
        cookies = self.context.cookies()
        return len([cookie for cookie in cookies if cookie["name"] == "__Host-ambito"])


@pytest.fixture
def browser(committed: GetSeat, settings: Any) -> Iterator[Browser]:
    settings.AMBITO_BASE_DOMAIN = "localhost"
    settings.ALLOWED_HOSTS = [".localhost"]
    real = hosts._look_up
    with pytest.MonkeyPatch.context() as patch, live.serving() as port, opened() as chromium:
        # Playwright's synchronous interface runs a loop in this thread; nothing here is awaited.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        patch.setattr(hosts, "_look_up", lambda name: real(name.replace(".localhost", ".ambito.test")))
        hosts.forget()
        browser = Browser(chromium.new_context(), port)
        yield browser
        assert [said for said in browser.complaints if "Content Security Policy" in said] == []
    hosts.forget()


def test_enrol_sign_out_and_sign_in_with_the_passkey_alone(browser: Browser) -> None:
    browser.enrol("carla", "alpha")
    assert [key["rpId"] for key in browser.passkeys()] == ["alpha.localhost"]
    assert browser.sessions() == 1
    browser.open("alpha", "/account/factors/")
    assert "alpha.localhost" in browser.page.inner_text("main")
    browser.page.click("form[action='/sign-out/'] button")
    browser.page.wait_for_url("**/sign-in/")
    assert browser.sessions() == 0
    browser.use_passkey()
    browser.page.wait_for_url(lambda url: "/sign-in/" not in url)
    assert browser.sessions() == 1
    with enter_function("signin"):
        assert Session.objects.order_by("signed_in_at").last().method == "passkey"  # type: ignore[union-attr]


def test_the_passkey_as_second_factor_and_as_confirmation(browser: Browser) -> None:
    browser.enrol("carla", "alpha")
    browser.context.clear_cookies()
    browser.password("carla", "alpha")
    browser.page.wait_for_url("**/factor/")
    browser.use_passkey()
    browser.page.wait_for_url(lambda url: "/sign-in/" not in url)
    browser.open("alpha", "/account/password/")
    browser.page.wait_for_url("**/confirm/**")
    browser.use_passkey()
    browser.page.wait_for_url("**/account/password/")
    assert browser.page.locator("[name=new]").count() == 1


@pytest.mark.promise("Q1")
def test_a_passkey_of_alpha_does_not_open_beta(browser: Browser) -> None:
    browser.enrol("carla", "alpha")
    browser.context.clear_cookies()
    browser.open("beta", "/sign-in/")
    browser.use_passkey()
    browser.page.wait_for_selector("[data-passkey] [role=alert]:not([hidden])")
    assert browser.sessions() == 0


def test_an_answer_made_for_alpha_is_refused_by_beta_even_with_betas_challenge(browser: Browser) -> None:
    """A hostile alpha that relays beta's challenge gets an answer signed for alpha: beta refuses it."""
    browser.enrol("carla", "alpha")
    browser.context.clear_cookies()
    for at, expected in (("beta", 403), ("alpha", 0)):
        browser.open(at, "/sign-in/")
        asked = json.loads(_post(browser, "/passkey/ask/")["text"])["publicKey"]
        browser.open("alpha", "/")
        answer = _signed_on_alpha(browser, asked)
        browser.open(at, "/sign-in/")
        assert _post(browser, "/passkey/answer/", credential=answer)["status"] == expected
    assert browser.sessions() == 1


def test_a_passkey_of_somebody_else_is_no_second_factor(browser: Browser) -> None:
    browser.enrol("carla", "alpha")
    browser.context.clear_cookies()
    browser.password("anna", "alpha")
    browser.page.wait_for_url("**/factor/")
    asked = json.loads(_post(browser, "/passkey/ask/")["text"])["publicKey"]
    answer = _signed_on_alpha(browser, {**asked, "allowCredentials": []})
    assert _post(browser, "/passkey/answer/", credential=answer)["status"] == 403
    assert browser.sessions() == 0


def test_anna_passes_to_beta_in_the_browser_and_the_cookies_hold_on_plain_http(browser: Browser) -> None:
    browser.password("anna", "alpha")
    browser.page.fill("[name=code]", people.code())
    with browser.page.expect_navigation():
        browser.page.click("form:has([name=code]) button")
    with connections["builder"].cursor() as cursor:
        cursor.execute("UPDATE registry_profile SET host = replace(host, 'ambito.test', 'localhost')")
    browser.open("alpha", "/places/")
    browser.page.click("main li button")
    browser.page.wait_for_url(browser.url("beta", "/"))
    assert browser.sessions() == 2
    for cookie in browser.context.cookies():
        assert cookie["name"].startswith("__Host-")
        assert cookie["secure"]


def _post(browser: Browser, path: str, **form: str) -> dict[str, Any]:
    """What a script of the open page gets for a form; a redirect has status 0."""
    script = """async ([path, form]) => {
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      const body = new URLSearchParams({...form, csrfmiddlewaretoken: token});
      const answer = await fetch(path, {method: "POST", body, redirect: "manual"});
      return {status: answer.status, text: await answer.text()};
    }"""
    answer: dict[str, Any] = browser.page.evaluate(script, [path, form])
    return answer


def _signed_on_alpha(browser: Browser, asked: dict[str, Any]) -> str:
    """What the authenticator answers on alpha's page to these options as alpha's own."""
    script = """async (asked) => {
      const options = {...asked, rpId: location.hostname};
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
      return JSON.stringify(await navigator.credentials.get({publicKey}));
    }"""
    answer: str = browser.page.evaluate(script, asked)
    assert json.loads(answer)["response"]["signature"]
    return answer
