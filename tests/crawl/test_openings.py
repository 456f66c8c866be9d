"""What cannot be written down is not opened: no page with data while the log of deeds is away."""

from __future__ import annotations

import os
from collections.abc import Callable

import psycopg
import pytest
from django.db import connections

from ambito.access.enums import HOSTS, Role
from ambito.tenancy.seats import Seat
from tests.crawl.scenes import CANARY
from tests.crawl.visitor import ask, of_kind, path_of
from tests.people import signed_in
from tests.sizes import FULL

GetSeat = Callable[[str], Seat]
ROLES = [str(role) for role in Role if "town" in HOSTS[role]]
# At build size those who see most.
PARTS = [("town", role) for role in (ROLES if FULL else ["coordinator", "social_worker"])]


@pytest.fixture
def log_is_away(scene: None, committed: GetSeat) -> None:
    """Whoever writes a deed into the town's log meets an error of the database."""
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(os.environ["AMBITO_TEST_SUPERUSER_URL"], dbname=name) as superuser:
        superuser.execute(f"ALTER TABLE {committed('alpha').schema}.town_audit_row RENAME TO away")


@pytest.mark.promise("Q6", "Q17")
@pytest.mark.usefixtures("log_is_away")
@pytest.mark.parametrize("part", PARTS, ids="-".join)
def test_no_page_with_data_while_the_log_is_away(
    part: tuple[str, str], figure: Callable[[str, str], None]
) -> None:
    _, role = part
    answers = []
    for route in of_kind("town"):
        for method in ("GET", "POST"):
            browser = signed_in(role, at="alpha")
            browser.raise_request_exception = False
            answer = ask(browser, path_of(route), method)
            said = answer.content + str(answer.headers).encode()
            assert CANARY.encode() not in said, f"{method} {route.name}: {answer.status_code}"
            answers.append(answer.status_code)
    assert 500 in answers
    figure("Q6", f"{role}, log away: {len(answers)} answers, {answers.count(500)} refused, 0 with data")
