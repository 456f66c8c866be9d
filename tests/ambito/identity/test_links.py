"""An administrator's link lets a person choose a password, once, on one host."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from ambito.access.enums import Role
from ambito.identity import factors, operations
from ambito.identity.enums import LinkKind
from ambito.identity.errors import LinkRefused
from ambito.identity.models import Credential, Link, User
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import ActorRef, Seat
from consortium.registry.operations import open_membership
from tests import people, towns

GetSeat = Callable[[str], Seat]
NEW = "cinque gatti sul tetto"


def issue(name: str, at: str, kind: LinkKind = LinkKind.PASSWORD) -> str:
    """The path of a link that the Ente's administrator issued."""
    seat = towns.seat(at)
    admin = "town_admin" if seat.kind == "town" else "consortium_admin"
    actor = ActorRef(people.who(admin, at).id, admin, seat.ente_id)
    with enter(seat, actor=actor):
        user = User.objects.get(pk=people.who(name, at).id)
        return f"/sign-in/link/{operations.issue_link(user=user, kind=kind, by=actor)}/"


def use(path: str, at: str, new: str = NEW) -> Any:
    return people.client_of(at).post(path, {"new": new, "again": new})


def test_a_link_sets_the_password_once_and_ends_every_session(seat: GetSeat) -> None:
    seat("alpha")
    before = people.signed_in("anna", at="beta")
    path = issue("anna", "alpha")
    assert people.client_of("alpha").get(path).status_code == 200
    assert use(path, "alpha")["Location"] == "/sign-in/"
    assert use(path, "alpha").status_code == 403
    assert before.get("/places/").status_code == 302
    form = {"email": people.who("anna", "alpha").email, "password": NEW}
    assert people.client_of("alpha").post("/sign-in/", form)["Location"] == "/sign-in/factor/"


@pytest.mark.promise("Q1")
def test_a_link_of_alpha_is_worth_nothing_on_beta(seat: GetSeat) -> None:
    seat("alpha")
    path = issue("anna", "alpha")
    assert people.client_of("beta").get(path).status_code == 403
    assert use(path, "beta").status_code == 403


def test_of_two_who_redeem_a_link_at_once_the_second_is_refused(seat: GetSeat) -> None:
    """Both have seen the page; the operation asks again."""
    alpha = seat("alpha")
    token = issue("anna", "alpha").split("/")[-2]
    redeem = {"token": token, "ente_id": alpha.ente_id}
    with enter_function("signin"):
        operations.redeem_link(password_hash="the first", **redeem)
        with pytest.raises(LinkRefused):
            operations.redeem_link(password_hash="the second", **redeem)
        assert Credential.objects.get(user_id=people.who("anna", "alpha").id).password_hash == "the first"


def test_an_older_link_dies_with_the_stamp(seat: GetSeat) -> None:
    seat("alpha")
    older, newer = issue("anna", "alpha"), issue("anna", "alpha")
    assert use(newer, "alpha").status_code == 302
    assert use(older, "alpha").status_code == 403


def test_a_link_lasts_a_day(seat: GetSeat) -> None:
    seat("alpha")
    path = issue("anna", "alpha")
    with enter_function("signin"):
        assert Link.objects.get().expires_at - timezone.now() <= timedelta(hours=24)
    with pytest.MonkeyPatch.context() as patch:
        later = timezone.now() + timedelta(hours=25)
        patch.setattr(operations.timezone, "now", lambda: later)
        assert people.client_of("alpha").get(path).status_code == 403


def test_an_administrator_of_another_ente_or_oneself_cannot_issue(seat: GetSeat) -> None:
    alpha, anna = seat("alpha"), people.who("anna", "alpha").id
    with enter_function("signin"):
        stranger = User.objects.get(pk=people.who("coordinator", "beta").id)
        user = User.objects.get(pk=anna)
    admin = ActorRef(people.who("town_admin", "alpha").id, "town_admin", alpha.ente_id)
    with enter(alpha), pytest.raises(ProgrammingError), transaction.atomic():
        operations.issue_link(user=stranger, kind=LinkKind.PASSWORD, by=admin)
    for by in (ActorRef(anna, "coordinator", alpha.ente_id), ActorRef(None, "system", None)):
        with enter(alpha), pytest.raises(LinkRefused):
            operations.issue_link(user=user, kind=LinkKind.PASSWORD, by=by)


def test_a_password_link_leaves_the_second_factor(seat: GetSeat) -> None:
    seat("alpha")
    use(issue("coordinator", "alpha"), "alpha")
    with enter_function("signin"):
        assert factors.has_any(people.who("coordinator", "alpha").id)


def test_a_restart_takes_the_factors_of_who_works_only_here(seat: GetSeat) -> None:
    seat("alpha")
    assert use(issue("coordinator", "alpha", LinkKind.RESTART), "alpha").status_code == 302
    with enter_function("signin"):
        assert not factors.has_any(people.who("coordinator", "alpha").id)


def test_one_town_alone_cannot_take_the_factors_of_who_works_elsewhere_too(seat: GetSeat) -> None:
    seat("alpha")
    path = issue("anna", "alpha", LinkKind.RESTART)
    assert people.client_of("alpha").get(path).status_code == 403
    assert use(path, "alpha").status_code == 403
    with enter_function("signin"):
        assert factors.has_any(people.who("anna", "alpha").id)


def test_what_a_password_must_be(seat: GetSeat) -> None:
    seat("alpha")
    with_factor = issue("coordinator", "alpha")
    alone = issue("dario", "alpha")
    assert use(with_factor, "alpha", "undici gatt").status_code == 422
    assert use(with_factor, "alpha", "dodici gatti").status_code == 302
    assert use(alone, "alpha", "dodici gatti").status_code == 422
    assert use(alone, "alpha", "dario.people.test").status_code == 422
    assert use(alone, "alpha", "passwordpassword" * 17).status_code == 422
    assert use(alone, "alpha", "tutto minuscolo e senza cifre").status_code == 302
    with enter_function("signin"):
        stored = Credential.objects.get(user_id=people.who("dario", "alpha").id).password_hash
    assert stored.startswith("scrypt$")


def test_common_passwords_are_refused(seat: GetSeat) -> None:
    seat("alpha")
    response = use(issue("dario", "alpha"), "alpha", "1q2w3e4r5t6y7u8i9o0p")
    assert response.status_code == 422
    assert "new" in response.context["form"].errors


def test_who_works_elsewhere_without_a_second_factor_gets_no_password_from_one_ente(seat: GetSeat) -> None:
    beta, carla = seat("beta"), people.who("carla", "alpha").id
    admin = ActorRef(people.who("town_admin", "beta").id, "town_admin", beta.ente_id)
    with enter(beta, actor=admin):
        during = DateRange(date(2025, 1, 1), None)
        open_membership(user_id=carla, ente_id=beta.ente_id, role=Role.DESK_OPERATOR, during=during, by=admin)
    assert use(issue("carla", "beta"), "beta").status_code == 403
