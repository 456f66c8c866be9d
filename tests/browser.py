"""A Chromium for the tests that need one."""

from __future__ import annotations

from playwright.sync_api import Browser, Playwright

from ambito.local.browser import ARGUMENTS, chromium, with_own


def launched(playwright: Playwright) -> Browser:
    """Headless, with its web security on."""
    executable, variables = chromium()
    return playwright.chromium.launch(
        executable_path=executable, env=with_own(variables), args=list(ARGUMENTS)
    )
