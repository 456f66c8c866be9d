from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from ambito.local import browser

PAGE = "data:text/html,<meta charset=utf-8><title>Prova</title><span>Perché più città</span>"


@pytest.mark.browser
@pytest.mark.parametrize("find", [browser.chromium, browser.packaged])
def test_it_opens_a_page_and_draws_letters(find: Callable[[], tuple[Path, dict[str, str]]]) -> None:
    path, variables = find()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, env=browser.with_own(variables), args=list(browser.ARGUMENTS)
        )
        page = opened.new_page()
        page.goto(PAGE)
        assert page.title() == "Prova"
        box = page.locator("span").bounding_box()
        assert box is not None
        assert box["width"] > 50
        drawn = page.screenshot()
        page.evaluate("document.body.replaceChildren()")
        assert drawn != page.screenshot()
        opened.close()


def test_a_named_browser_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMBITO_CHROMIUM", "/opt/browser")
    assert browser.chromium() == (Path("/opt/browser"), {})
