"""What only a browser knows about the screens of workers and partnerships."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.registry.operations import open_partnership
from tests import people, site
from tests.consortium.workforce.staff import actor, hired
from tests.judged import judge, quiet_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.promise("Q28")
@pytest.mark.promise("Q29")
@pytest.mark.parametrize(("role", "at"), [("consortium_manager", "north"), ("coop_manager", "vela")])
def test_the_screens_are_accessible_and_fit(committed: Callable[[str], Seat], role: str, at: str) -> None:
    paths = prepared(committed)[at]
    client = people.signed_in(role, at=at)
    with (
        site.served() as port,
        site.browser() as browser,
        quiet_page(browser, port, at=at, client=client) as (page, address),
    ):
        for name, path in paths.items():
            page.goto(address + path)
            judge(page, name)
            if page.locator("main form[data-guard]").count():
                with page.expect_navigation():
                    page.locator("main form[data-guard] button[type=submit]").click()
                judge(page, f"{name}-sent")


def prepared(committed: Callable[[str], Seat]) -> dict[str, dict[str, str]]:
    """Both cooperatives at work for the northern consortium, one of them until the end of the month."""
    north, vela, rete = (committed(name) for name in ("north", "vela", "rete"))
    today = timezone.localdate()
    by = actor("north", "consortium_manager")
    with enter(north, actor=by):
        for cooperative, until in ((vela, None), (rete, today + timedelta(days=20))):
            partnership = open_partnership(
                consortium_id=north.ente_id,
                cooperative_id=cooperative.ente_id,
                during=DateRange(today - timedelta(days=90), until),
                by=by,
            )
    worker = hired(employer="vela", who="vela", profile="social_worker")
    return {
        "north": {
            "cooperatives": "/cooperatives/",
            "add-cooperative": "/cooperatives/new/",
            "end-cooperative": f"/cooperatives/{partnership.pk}/end/",
        },
        "vela": {
            "consortia": "/consortia/",
            "workers": "/placements/workers/",
            "register-worker": "/workers/new/",
            "worker": f"/workers/{worker.pk}/",
        },
    }
