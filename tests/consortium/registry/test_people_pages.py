"""What only a browser knows about the screens of people and roles: axe, sideways scroll, the console."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db.backends.postgresql.psycopg_any import DateRange
from playwright.sync_api import Page

from ambito.access.enums import Role
from ambito.identity import sessions
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.registry import operations
from consortium.registry.models import Membership
from tests import people, site
from tests.towns import BASE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (390, 1440)
SHOTS = os.environ.get("AMBITO_SHOTS")


@pytest.mark.promise("Q28")
@pytest.mark.promise("Q29")
def test_the_screens_are_accessible_and_fit(committed: Callable[[str], Seat]) -> None:
    paths = prepared(committed("alpha"))
    client = people.signed_in("town_admin", at="alpha")
    people.confirmed(client)
    with site.served() as port, site.browser() as browser:
        address = f"https://alpha.{BASE}:{port}"
        context = browser.new_context(locale="it-IT", ignore_https_errors=True)
        value = client.cookies[sessions.COOKIE].value
        context.add_cookies([{"name": sessions.COOKIE, "value": value, "url": address, "secure": True}])
        page = context.new_page()
        noise: list[str] = []
        page.on(
            "console", lambda said: noise.append(said.text) if said.type in {"error", "warning"} else None
        )
        for path in paths:
            page.goto(address + path)
            judge(page, path)
        page.goto(f"{address}/administration/people/{people.who('anna', 'alpha').id}/link/")
        page.get_by_role("button", name="Crea il link").click()
        judge(page, "/link-shown/")
        assert noise == []


def prepared(alpha: Seat) -> list[str]:
    """The screens, with somebody invited and a role that an agreement opened."""
    by = ActorRef(people.who("town_admin", "alpha").id, "town_admin", alpha.ente_id)
    during = DateRange(date(2026, 1, 7), date(2027, 1, 1))
    olga = {"email": "olga.marini@comune.test", "name": "Olga Marini", "role": Role.EDUCATOR}
    with enter(alpha, actor=by):
        token = operations.invite(**olga, during=during, by=by)  # type: ignore[arg-type]
        operations.open_membership(
            user_id=people.who("dpo", "alpha").id,
            ente_id=alpha.ente_id,
            role=Role.PLACED_WORKER,
            during=during,
            by=by,
            source="placement:test",
        )
        row = Membership.objects.get(user_id=people.who("desk_operator", "alpha").id)
    return [
        "/administration/people/",
        "/administration/people/invite/",
        f"/administration/memberships/{row.pk}/end/",
        f"/invitation/{token}/",
    ]


def judge(page: Page, path: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if SHOTS:
            name = path.strip("/").split("/")
            page.screenshot(path=Path(SHOTS) / f"{name[0]}-{name[-1][:12]}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        assert Axe().run(page).response["violations"] == [], (path, width)
