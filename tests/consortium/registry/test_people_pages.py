"""What only a browser knows about the screens of people and roles: axe, sideways scroll, the console."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connections
from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.access.enums import Role
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.registry import operations
from consortium.registry.models import Invitation, Membership
from tests import people, site
from tests.judged import judge, quiet_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.promise("Q28")
@pytest.mark.promise("Q29")
def test_the_screens_are_accessible_and_fit(committed: Callable[[str], Seat]) -> None:
    paths = prepared(committed("alpha"))
    client = people.signed_in("town_admin", at="alpha")
    people.confirmed(client)
    with (
        site.served() as port,
        site.browser() as browser,
        quiet_page(browser, port, at="alpha", client=client) as (page, address),
    ):
        for name, path in paths.items():
            page.goto(address + path)
            judge(page, name)
        page.goto(f"{address}/administration/people/{people.who('anna', 'alpha').id}/link/")
        page.get_by_role("button", name="Crea il link").click()
        judge(page, "link-shown")


def prepared(alpha: Seat) -> dict[str, str]:
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
        old = Invitation.objects.get()
        operations.invite(**{**olga, "role": Role.COORDINATOR}, during=during, by=by)  # type: ignore[arg-type]
        row = Membership.objects.get(user_id=people.who("desk_operator", "alpha").id)
    with connections["builder"].cursor() as cursor:
        cursor.execute("UPDATE registry_invitation SET expires_at = now() WHERE role = 'coordinator'")
    return {
        "people": "/administration/people/",
        "invite": "/administration/people/invite/",
        "renew": f"/administration/invitations/{old.pk}/renew/",
        "end-role": f"/administration/memberships/{row.pk}/end/",
        "invitation": f"/invitation/{token}/",
    }
