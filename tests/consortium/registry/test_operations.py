"""Memberships are opened and closed with dates, and the log says who did it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ambito.access.enums import Role
from ambito.audit.town.models import TownRow
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.registry import queries
from consortium.registry.models import Ente
from consortium.registry.operations import end_membership, open_membership
from tests import people

GetSeat = Callable[[str], Seat]
SPRING = DateRange(date(2025, 3, 1), date(2025, 6, 1))


def admin_of(seat: Seat) -> ActorRef:
    return ActorRef(people.who("town_admin", "alpha").id, "town_admin", seat.ente_id)


def test_opening_and_ending(seat: GetSeat) -> None:
    alpha, who = seat("alpha"), people.who("dpo", "alpha").id
    with enter(alpha, actor=admin_of(alpha)):
        ente = Ente.objects.get(pk=alpha.ente_id)
        opened = open_membership(
            user_id=who, ente=ente, role=Role.COORDINATOR, during=SPRING, by=admin_of(alpha)
        )
        end_membership(membership=opened, last_day=date(2025, 4, 30), by=admin_of(alpha))
        held = [
            bool("coordinator" in queries.roles_of(who, alpha.ente_id, day))
            for day in (date(2025, 2, 28), date(2025, 3, 1), date(2025, 4, 30), date(2025, 5, 1))
        ]
        told = list(TownRow.objects.order_by("at", "id").values_list("kind", "by_user"))
    assert held == [False, True, True, False]
    assert sorted(told) == [
        ("membership_change", admin_of(alpha).user_id),
        ("role_granted", admin_of(alpha).user_id),
    ]


def test_a_role_belongs_to_a_kind_of_ente(seat: GetSeat) -> None:
    alpha = seat("alpha")
    who, role = people.who("dpo", "alpha").id, Role.COOP_MANAGER
    with enter(alpha):
        ente = Ente.objects.get(pk=alpha.ente_id)
        with pytest.raises(ValidationError):
            open_membership(user_id=who, ente=ente, role=role, during=SPRING, by=admin_of(alpha))


def test_an_end_before_the_beginning_is_refused(seat: GetSeat) -> None:
    alpha = seat("alpha")
    with enter(alpha, actor=admin_of(alpha)):
        ente = Ente.objects.get(pk=alpha.ente_id)
        who = people.who("dpo", "alpha").id
        opened = open_membership(
            user_id=who, ente=ente, role=Role.COORDINATOR, during=SPRING, by=admin_of(alpha)
        )
        with pytest.raises(ValidationError):
            end_membership(membership=opened, last_day=SPRING.lower - timedelta(days=2), by=admin_of(alpha))


def test_the_same_twice_at_a_time_and_another_ente_are_refused_by_the_database(seat: GetSeat) -> None:
    alpha, beta, who = seat("alpha"), seat("beta"), people.who("dpo", "alpha").id
    with enter(alpha, actor=admin_of(alpha)):
        ente, other = (Ente.objects.get(pk=place.ente_id) for place in (alpha, beta))
        open_membership(user_id=who, ente=ente, role=Role.COORDINATOR, during=SPRING, by=admin_of(alpha))
        for place, refusal in ((ente, IntegrityError), (other, ProgrammingError)):
            with pytest.raises(refusal), transaction.atomic():
                open_membership(
                    user_id=who, ente=place, role=Role.COORDINATOR, during=SPRING, by=admin_of(alpha)
                )
