"""A Chromium for the tests that need one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from ambito.local.browser import ARGUMENTS, chromium, with_own


@contextmanager
def opened(*arguments: str) -> Iterator[Browser]:
    """Headless, with its web security on.

    While Playwright's loop runs, this thread has database connections of its own: they are closed and
    forgotten here, where they can still be seen.
    """
    executable, variables = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, env=with_own(variables), args=[*ARGUMENTS, *arguments]
        )
        try:
            yield browser
        finally:
            _forget_connections()
            browser.close()


def _forget_connections() -> None:
    """Nothing here is awaited, so Django's refusal to touch a connection beside a loop does not apply."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        for connection in connections.all(initialized_only=True):
            connection.close()
            del connections[connection.alias]
