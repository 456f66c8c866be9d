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
from ambito.tenancy.seats import SYSTEM, ActorRef, Seat
from consortium.registry.errors import InvitationRefused
from consortium.registry.models import Invitation, Membership
from consortium.registry.operations import accept, end_membership, invite, open_membership
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


def invitation(by: ActorRef) -> str:
    return invite(email="olga@nuova.test", name="Olga Marini", role=Role.COORDINATOR, during=SPRING, by=by)


def test_somebody_answers_for_an_invitation(seat: GetSeat) -> None:
    with enter(seat("alpha")):
        with pytest.raises(InvitationRefused):
            invitation(SYSTEM)
        assert not Invitation.objects.exists()


def test_an_invitation_gives_one_role_to_one_person(seat: GetSeat) -> None:
    """Both have seen the page; the operation asks again."""
    alpha = seat("alpha")
    admin = admin_of(alpha)
    with enter(alpha, actor=admin):
        token = invitation(admin)
        accept(token=token, user_id=people.who("dpo", "alpha").id)
        with pytest.raises(InvitationRefused):
            accept(token=token, user_id=people.who("coordinator", "beta").id)
