"""Memberships are opened and closed by an Ente for its own, and the log says who did it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.access.enums import Role
from ambito.audit.town.models import TownRow
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.registry.models import Membership
from consortium.registry.operations import end_membership, open_membership
from consortium.registry.queries import memberships
from tests import people

GetSeat = Callable[[str], Seat]
SPRING = DateRange(date(2025, 3, 1), date(2025, 6, 1))


def admin_of(seat: Seat) -> ActorRef:
    return ActorRef(people.who("town_admin", "alpha").id, "town_admin", seat.ente_id)


def opened(at: Seat, by: ActorRef) -> Membership:
    who = people.who("dpo", "alpha").id
    return open_membership(user_id=who, ente_id=at.ente_id, role=Role.COORDINATOR, during=SPRING, by=by)


def test_what_is_opened_and_ended_is_felt_and_told(seat: GetSeat) -> None:
    alpha, who = seat("alpha"), people.who("dpo", "alpha").id
    admin = admin_of(alpha)
    with enter(alpha, actor=admin):
        end_membership(membership=opened(alpha, admin), last_day=date(2025, 4, 30), by=admin)
        days = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 4, 30), date(2025, 5, 1))
        held = ["coordinator" in memberships.roles_of(who, alpha.ente_id, day) for day in days]
        told = TownRow.objects.filter(by_user=admin.user_id).order_by("kind").values_list("kind", "by_user")
        assert list(told) == [("membership_change", admin.user_id), ("role_granted", admin.user_id)]
    assert held == [False, True, True, False]


def test_the_same_twice_at_a_time_and_another_ente_are_refused_by_the_database(seat: GetSeat) -> None:
    alpha, beta = seat("alpha"), seat("beta")
    admin = admin_of(alpha)
    with enter(alpha, actor=admin):
        opened(alpha, admin)
        for place, refusal in ((alpha, IntegrityError), (beta, ProgrammingError)):
            with pytest.raises(refusal), transaction.atomic():
                opened(place, admin)
