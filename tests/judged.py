"""What only a browser knows about a screen, at the two widths of the design: axe, sideways scroll, console.

With `AMBITO_SHOTS=folder` every screen is pictured there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import Client
from playwright.sync_api import Browser, Page

from ambito.identity import sessions
from tests.eyes import axe
from tests.towns import BASE

WIDTHS = (390, 1440)
# What the browser itself says of a form that is shown again.
REFUSED = "the server responded with a status of 422"
SHOTS = os.environ.get("AMBITO_SHOTS")


@contextmanager
def quiet_page(browser: Browser, port: int, *, at: str, client: Client) -> Iterator[tuple[Page, str]]:
    """A page with the session of `client`, and the address of its host; at the end its console was silent."""
    address = f"https://{at}.{BASE}:{port}"
    context = browser.new_context(locale="it-IT", ignore_https_errors=True)
    value = client.cookies[sessions.COOKIE].value
    context.add_cookies([{"name": sessions.COOKIE, "value": value, "url": address, "secure": True}])
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda said: noise.append(said.text) if said.type in {"error", "warning"} else None)
    yield page, address
    assert [said for said in noise if REFUSED not in said] == []


def judge(page: Page, name: str) -> None:
    """No sideways scroll and no violation of accessibility, at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        assert axe(page) == [], (name, width)
