"""Roles with dates: who may give them, and when they hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ambito.access.enums import Role
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.registry.models import Membership
from consortium.registry.operations import end_membership, open_membership
from consortium.registry.queries import enti, partnerships
from tests.consortium.registry.spans import holds
from tests.consortium.workforce.staff import YEAR, actor, partners
from tests.towns import user_id

GetSeat = Callable[[str], Seat]


def opened(seat: Seat, role: Role = Role.PSYCHOLOGIST) -> Membership:
    return open_membership(
        user_id=user_id("vela"),
        ente_id=seat.ente_id,
        role=role,
        during=YEAR,
        by=actor("beta", "town_admin"),
        source="allocation:1",
    )


def test_a_role_stands_where_it_exists(seat: GetSeat) -> None:
    with enter(seat("beta")):
        with pytest.raises(ValidationError):
            opened(seat("beta"), Role.COOP_MANAGER)
        assert opened(seat("beta")).role == "psychologist"


def test_the_last_day_is_the_last(seat: GetSeat) -> None:
    by = actor("beta", "town_admin")
    with enter(seat("beta")):
        membership = opened(seat("beta"))
        end_membership(membership=membership, last_day=date(2026, 6, 30), by=by)
        membership.refresh_from_db()
        days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
        assert [holds(membership, day) for day in days] == [False, True, True, False]
        end_membership(membership=membership, last_day=date(2025, 1, 1), by=by)
        membership.refresh_from_db()
        assert membership.during.isempty
        assert not holds(membership, date(2026, 1, 1))


def test_who_works_with_whom(seat: GetSeat) -> None:
    partners()
    north, vela = seat("north").ente_id, seat("vela").ente_id
    with enter(seat("beta")):
        assert [one.name for one in partnerships.cooperatives_of(north, date(2026, 1, 1))] == ["Rete", "Vela"]
        assert partnerships.cooperatives_of(north, date(2027, 1, 1)) == []
        assert enti.names_of_enti([vela, seat("gamma").ente_id]) == {vela: "Vela"}
        assert enti.istat_code_of(seat("gamma").ente_id) == ""
    with enter(seat("vela")):
        found = partnerships.consortia_of(vela, date(2026, 1, 1))
        assert set(found) == {north, seat("south").ente_id}
    with enter(seat("north")):
        assert [one.name for one in enti.towns_of(north)] == ["Alpha", "Beta"]
