from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connections

from ambito.italy.holidays import MonthDay
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.registry.queries.enti import patron_of, sister_towns

GetSeat = Callable[[str], Seat]


@pytest.mark.parametrize(
    ("who", "names"), [("alpha", ["Alpha", "Beta"]), ("north", ["Alpha", "Beta"]), ("gamma", ["Gamma"])]
)
def test_sister_towns_are_those_of_our_consortium(seat: GetSeat, who: str, names: list[str]) -> None:
    with enter(seat(who)):
        towns = sister_towns()
    assert [town.name for town in towns] == names
    assert towns[0].host == f"{names[0].lower()}.ambito.test"


def test_a_suspended_town_is_no_sister(committed: GetSeat) -> None:
    beta = committed("beta")
    with connections["builder"].cursor() as cursor:
        cursor.execute("UPDATE registry_ente SET state = 'suspended' WHERE id = %s", [beta.ente_id])
    with enter(committed("alpha")):
        assert [town.name for town in sister_towns()] == ["Alpha"]


def test_patron_days(committed: GetSeat) -> None:
    alpha, beta = committed("alpha"), committed("beta")
    with connections["builder"].cursor() as cursor:
        cursor.execute("UPDATE registry_profile SET patron_day = '12-07' WHERE ente_id = %s", [beta.ente_id])
    with enter(alpha):
        assert patron_of(beta.ente_id) == MonthDay(12, 7)
        assert patron_of(alpha.ente_id) is None
