"""A Chromium for the tests that need one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from ambito.local.browser import ARGUMENTS, chromium, with_own


@contextmanager
def opened(*arguments: str) -> Iterator[Browser]:
    """Headless, with its web security on.

    While Playwright's loop runs, this thread has database connections of its own: they are closed here,
    where they can still be seen.
    """
    executable, variables = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, env=with_own(variables), args=[*ARGUMENTS, *arguments]
        )
        try:
            yield browser
        finally:
            connections.close_all()
            browser.close()
