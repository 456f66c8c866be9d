"""Somebody at a screen: one browser window of one person on one host."""

from __future__ import annotations

import re
from typing import Self

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect

from ambito.identity import sessions
from tests import people
from tests.towns import BASE

MILLISECONDS = 20_000
REFUSED = "server responded with a status of"


class Hands:
    """What a person does with keyboard and mouse. Everything that the console says is kept in `noise`."""

    def __init__(self, browser: Browser, port: int, name: str, at: str) -> None:
        self.name, self.at = name, at
        self._origin = f"https://{at}.{BASE}:{port}"
        self._context = browser.new_context(locale="it-IT", ignore_https_errors=True)
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(MILLISECONDS)
        self.noise: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        """A page that is refused on purpose is a line of the console as well: it is asserted where asked."""
        if message.type in {"error", "warning"} and REFUSED not in message.text:
            self.noise.append(f"{self.at} {self.page.url}: {message.text}")

    def sign_in(self) -> Self:
        """The real way in: password, then the code of the app."""
        return self.open("/sign-in/").prove()

    def prove(self) -> Self:
        """Password and code, on the page that asks for them."""
        self.write(email=people.who(self.name, self.at).email, password=people.PASSWORD)
        self.page.locator("form:has([name=password]) button").click()
        self.page.wait_for_url(re.compile("/sign-in/.+"))
        self.write(code=people.code())
        self.page.locator("form:has([name=code]) button").click()
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)
        return self

    def let_in(self) -> Self:
        """With a session of theirs, where signing in is not what is told."""
        cookie = people.signed_in(self.name, at=self.at).cookies[sessions.COOKIE].value
        self._context.add_cookies([{"name": sessions.COOKIE, "value": cookie, "url": f"{self._origin}/"}])
        return self

    def ask(self, path: str) -> Response:
        answer = self.page.goto(f"{self._origin}{path}")
        assert answer is not None
        return answer

    def open(self, path: str) -> Self:
        assert self.ask(path).ok, f"{self.at}{path}: {self.page.title()}"
        return self

    def follow(self, words: str) -> Self:
        """A link of the page, by its words."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=words).first.click()
        return self

    def write(self, **fields: str) -> Self:
        for name, text in fields.items():
            self.page.locator(f"[name={name}]:visible").first.fill(text)
        return self

    def choose(self, **fields: str) -> Self:
        """One of a list, of buttons or of boxes, by its value."""
        for name, value in fields.items():
            select = self.page.locator(f"select[name={name}]")
            if select.count():
                select.select_option(value)
            else:
                self.page.locator(f"[name={name}][value='{value}']").check(force=True)
        return self

    def tick(self, name: str) -> Self:
        self.page.locator(f"input[name={name}]").check(force=True)
        return self

    def press(self, words: str) -> Self:
        """A button, by its words; the next page has come when this returns, and it has no errors."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=words).last.click()
        assert not self.page.locator(".errors").count(), self.page.locator(".errors").inner_text()
        return self

    def reads(self, *words: str) -> Self:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)
        return self

    def reads_nothing_of(self, words: str) -> Self:
        assert words.lower() not in self.page.content().lower()
        return self

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self._origin)
