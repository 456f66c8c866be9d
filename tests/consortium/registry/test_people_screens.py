"""Administrators invite people, end roles and hand over links, on every host and only for their own Ente."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ambito.access.enums import Role
from ambito.identity.models import Credential, User
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import ActorRef, Seat
from consortium.registry import operations
from consortium.registry.models import Invitation, Membership
from consortium.registry.queries import invitations, memberships
from tests import people, towns
from tests.guards.clock import Clock

GetSeat = Callable[[str], Seat]
PEOPLE = "/administration/people/"
INVITE = f"{PEOPLE}invite/"
PASSWORD = "sette gatti sul tetto"
LINK = re.compile(r'value="http://[^/"]+(/[^"]+)"')
EVERYWHERE = [("town_admin", "alpha"), ("consortium_admin", "north"), ("coop_manager", "vela")]


def admin_at(at: str) -> Client:
    role = next(role for role, place in EVERYWHERE if place == at)
    client = people.signed_in(role, at=at)
    people.confirmed(client)
    return client


def answers(role: str = "coordinator", **other: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "name": "Olga Marini",
        "email": "olga@nuova.test",
        "role": role,
        "first": f"{today:%d/%m/%Y}",
        "last": "",
        **other,
    }


def handed(response: Any) -> str:
    """The path of the link on a page."""
    assert response.status_code == 200
    found = LINK.search(response.content.decode())
    assert found is not None
    return found[1]


def invited(at: str, **other: str) -> str:
    return handed(admin_at(at).post(INVITE, answers(**other)))


def accept(path: str, at: str, password: str = PASSWORD) -> Any:
    return people.client_of(at).post(path, {"password": password})


@pytest.mark.parametrize(("role", "at"), EVERYWHERE)
def test_from_the_invitation_to_the_sign_in(seat: GetSeat, role: str, at: str) -> None:
    seat(at)
    client = admin_at(at)
    assert client.get(INVITE).status_code == 200
    path = handed(client.post(INVITE, answers(role)))
    assert "Olga Marini" in client.get(PEOPLE).content.decode()
    assert people.client_of(at).get(path).status_code == 200
    assert accept(path, at)["Location"] == "/sign-in/"
    assert accept(path, at).status_code == 403
    form = {"email": "olga@nuova.test", "password": PASSWORD}
    assert people.client_of(at).post("/sign-in/", form)["Location"] == "/sign-in/enrol/"
    with enter(seat(at)):
        user = User.objects.get(email="olga@nuova.test")
        assert memberships.roles_of(user.pk, seat(at).ente_id, timezone.localdate()) == [role]
        assert not Invitation.objects.exists()


@pytest.mark.promise("Q1")
def test_whoever_is_known_elsewhere_is_not_revealed_to_who_invites(seat: GetSeat) -> None:
    seat("alpha")
    known, client = people.who("coop_worker", "rete"), admin_at("alpha")
    pages = []
    for email in (known.email, "nobody@nuova.test"):
        handing = client.post(INVITE, answers(email=email))
        shown = client.get(PEOPLE).content.decode()
        assert email in shown
        assert known.name not in shown
        opened = people.client_of("alpha").get(handed(handing)).content.decode()
        pages.append([masked(page, email) for page in (handing.content.decode(), opened)])
    assert pages[0] == pages[1]


def masked(page: str, email: str) -> str:
    """A page without what is different on every page."""
    return re.sub(r"/invitation/[\w-]+/|[A-Za-z0-9]{64}|nonce-?[^;>]*", "", page.replace(email, ""))


@pytest.mark.promise("Q1")
def test_an_invitation_never_changes_the_password_of_who_is_known(seat: GetSeat) -> None:
    seat("alpha")
    known = people.who("coop_worker", "rete")
    with enter_function("signin"):
        before = Credential.objects.get(user_id=known.id).password_hash
    path = invited("alpha", email=known.email)
    assert accept(path, "alpha").status_code == 422
    with enter(towns.seat("alpha")):
        assert not Membership.objects.filter(user_id=known.id).exists()
    assert accept(path, "alpha", people.PASSWORD).status_code == 302
    with enter(towns.seat("alpha")):
        assert Membership.objects.get(user_id=known.id).role == "coordinator"
    with enter_function("signin"):
        assert Credential.objects.get(user_id=known.id).password_hash == before


def test_guessing_the_password_of_who_is_known_comes_to_an_end(seat: GetSeat) -> None:
    seat("alpha")
    path = invited("alpha", email=people.who("coordinator", "beta").email)
    for _ in range(5):
        accept(path, "alpha")
    assert accept(path, "alpha", people.PASSWORD).status_code == 422


def test_nobody_invites_themselves(seat: GetSeat) -> None:
    seat("alpha")
    path = invited("alpha", email=people.who("town_admin", "alpha").email)
    assert accept(path, "alpha", people.PASSWORD).status_code == 422


@pytest.mark.promise("Q1")
def test_an_invitation_of_alpha_opens_nothing_on_beta(seat: GetSeat) -> None:
    seat("alpha")
    path = invited("alpha")
    assert people.client_of("beta").get(path).status_code == 403
    with enter(towns.seat("beta")):
        assert not Invitation.objects.exists()


def test_an_invitation_ends_by_withdrawal_age_and_with_its_author(seat: GetSeat) -> None:
    alpha = seat("alpha")
    client = admin_at("alpha")
    paths = [handed(client.post(INVITE, answers(email=f"{n}@nuova.test"))) for n in ("a", "b", "c")]
    with enter(alpha):
        withdrawn, old, _ = Invitation.objects.order_by("email")
    assert client.post(f"/administration/invitations/{withdrawn.pk}/withdraw/").status_code == 302
    assert accept(paths[0], "alpha").status_code == 403
    with pytest.MonkeyPatch.context() as patch:
        later = timezone.now() + timedelta(days=8)
        patch.setattr(invitations.timezone, "now", lambda: later)
        assert accept(paths[1], "alpha").status_code == 403
    assert old.role == "coordinator"
    with enter(alpha):
        membership = Membership.objects.get(user_id=people.who("town_admin", "alpha").id)
        by = ActorRef(people.who("anna", "alpha").id, "coordinator", alpha.ente_id)
        operations.end_membership(membership=membership, last_day=date(2025, 1, 1), by=by)
    assert accept(paths[2], "alpha").status_code == 403


def test_a_link_that_has_grown_too_old_is_made_anew(seat: GetSeat, clock: Clock) -> None:
    alpha = seat("alpha")
    clock.stand("2026-03-02 09:00")
    old = invited("alpha", first="02/03/2026", last="31/12/2026")
    clock.pass_by(days=8)
    client = admin_at("alpha")
    assert "Link scaduto" in client.get(PEOPLE).content.decode()
    assert accept(old, "alpha").status_code == 403
    with enter(alpha):
        url = f"/administration/invitations/{Invitation.objects.get().pk}/renew/"
    assert "Olga Marini" in client.get(url).content.decode()
    new = handed(client.post(url))
    assert "Link scaduto" not in client.get(PEOPLE).content.decode()
    assert accept(old, "alpha").status_code == 403
    assert accept(new, "alpha").status_code == 302


def test_an_invitation_whose_last_day_has_passed_gets_no_link(seat: GetSeat, clock: Clock) -> None:
    alpha = seat("alpha")
    clock.stand("2026-03-02 09:00")
    invited("alpha", first="02/03/2026", last="08/03/2026")
    clock.pass_by(days=7)
    client = admin_at("alpha")
    with enter(alpha):
        url = f"/administration/invitations/{Invitation.objects.get().pk}/renew/"
    assert client.post(url)["Location"] == PEOPLE
    assert "L’ultimo giorno è passato" in client.get(PEOPLE).content.decode()


def test_an_invitation_nobody_renews_is_forgotten(seat: GetSeat, clock: Clock) -> None:
    alpha = seat("alpha")
    clock.stand("2026-03-02 09:00")
    invited("alpha")
    clock.pass_by(days=38)
    invited("alpha", email="altra@nuova.test")
    with enter(alpha):
        assert Invitation.objects.get().email == "altra@nuova.test"


def test_a_newer_invitation_takes_the_place_of_the_older(seat: GetSeat) -> None:
    seat("alpha")
    older, newer = invited("alpha"), invited("alpha")
    assert accept(older, "alpha").status_code == 403
    assert accept(newer, "alpha").status_code == 302


def test_what_is_refused_keeps_the_typed_text(seat: GetSeat) -> None:
    seat("alpha")
    refused = admin_at("alpha").post(INVITE, answers(last="01/01/2020"))
    assert refused.status_code == 422
    assert 'value="01/01/2020"' in refused.content.decode()
    for role in ("consortium_admin", "placed_worker"):
        assert admin_at("alpha").post(INVITE, answers(role)).status_code == 422
    assert accept(invited("alpha"), "alpha", "breve").status_code == 422


def test_a_role_ends_on_its_last_day(seat: GetSeat) -> None:
    alpha = seat("alpha")
    client = admin_at("alpha")
    with enter(alpha):
        row = Membership.objects.get(user_id=people.who("desk_operator", "alpha").id)
    url, today = f"/administration/memberships/{row.pk}/end/", timezone.localdate()
    assert client.get(url).status_code == 200
    form = {"last_day": f"{today:%d/%m/%Y}", "version": str(row.version)}
    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 422
    with enter(alpha):
        row.refresh_from_db()
    assert row.during.upper == today + timedelta(days=1)


def test_a_link_for_a_new_password(seat: GetSeat) -> None:
    seat("alpha")
    url = f"{PEOPLE}{people.who('anna', 'alpha').id}/link/"
    client = admin_at("alpha")
    assert client.get(url).status_code == 200
    path = handed(client.post(url))
    assert people.client_of("alpha").get(path).status_code == 200


@pytest.mark.promise("Q1")
def test_own_agreed_and_foreign_rows_are_not_there(seat: GetSeat) -> None:
    alpha, client = seat("alpha"), admin_at("alpha")
    me, other = people.who("town_admin", "alpha").id, people.who("dpo", "alpha").id
    actor = ActorRef(me, "town_admin", alpha.ente_id)
    with enter(alpha, actor=actor):
        own = Membership.objects.get(user_id=me)
        agreed = operations.open_membership(
            user_id=other,
            ente_id=alpha.ente_id,
            role=Role.COORDINATOR,
            during=DateRange(date(2025, 1, 1), None),
            by=actor,
            source="placement:x",
        )
    with enter(seat("beta")):
        foreign = Membership.objects.get(user_id=people.who("coordinator", "beta").id)
    for row in (own, agreed, foreign):
        assert client.get(f"/administration/memberships/{row.pk}/end/").status_code == 404
    for user_id in (me, foreign.user_id):
        assert client.get(f"{PEOPLE}{user_id}/link/").status_code == 404


@pytest.mark.parametrize(
    ("role", "at"), [("coordinator", "alpha"), ("consortium_manager", "north"), ("coop_worker", "vela")]
)
def test_others_have_no_administration(seat: GetSeat, role: str, at: str) -> None:
    seat(at)
    assert people.signed_in(role, at=at).get(PEOPLE).status_code == 403


def test_who_has_not_just_proved_who_they_are_is_asked(seat: GetSeat) -> None:
    seat("alpha")
    client = people.signed_in("town_admin", at="alpha")
    with enter_function("signin"):
        people.session_of(client).__class__.objects.update(confirmed_at=None)
    assert client.post(INVITE, answers())["Location"].startswith("/confirm/")


@pytest.mark.promise("Q24")
@pytest.mark.parametrize("more", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    seat: GetSeat, django_assert_max_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    alpha, client = seat("alpha"), admin_at("alpha")
    actor = ActorRef(people.who("town_admin", "alpha").id, "town_admin", alpha.ente_id)
    with enter(alpha, actor=actor):
        for number in range(more):
            operations.invite(
                email=f"{number}@nuova.test",
                name=f"Invitata {number}",
                role=Role.COORDINATOR,
                during=DateRange(date(2025, 1, 1), None),
                by=actor,
            )
    client.get(PEOPLE)
    with django_assert_max_num_queries(10):
        assert f"Invitata {more - 1}" in client.get(PEOPLE).content.decode()
