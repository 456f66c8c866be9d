"""Sessions are short, bound to one host, and end at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from ambito.audit.town.models import TownRow
from ambito.identity import operations, sessions
from ambito.identity.decorators import own, passive, protected, public
from ambito.identity.errors import UnknownKey
from ambito.identity.models import Session
from ambito.identity.store import ACTING_ROLE, SessionStore
from ambito.tenancy.context import current, enter, enter_function
from ambito.tenancy.seats import Seat
from tests import people

GetSeat = Callable[[str], Seat]


@own
def plain(request: HttpRequest) -> HttpResponse:
    actor = current().actor
    return HttpResponse(actor.role if actor else "")


@public
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@own
@protected
def protected_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("protected")


@own
@passive
def pulse(request: HttpRequest) -> HttpResponse:
    return HttpResponse("pulse")


urlpatterns = [
    path("", include("ambito.identity.urls")),
    path("", include("ambito.web.urls")),
    path("", plain),
    path("open/", open_page),
    path("protected/", protected_page),
    path("pulse/", pulse),
]


@pytest.fixture(autouse=True)
def pages(settings: Any) -> None:
    settings.AMBITO_URLCONFS = dict.fromkeys(("town", "consortium", "cooperative"), __name__)


def age(client: Client, **ages: timedelta) -> None:
    """Make a session older: `signed_in_at` and `last_seen_at` moved back."""
    with enter_function("signin"):
        row = people.session_of(client)
        for name, back in ages.items():
            setattr(row, name, timezone.now() - back)
        row.save()


def test_deny_by_default(seat: GetSeat) -> None:
    client = people.client_of("alpha")
    assert client.get("/").status_code == 302
    assert client.post("/").status_code == 401
    assert client.get("/", headers={"hx-request": "true"}).status_code == 401
    assert client.get("/open/").content == b"open"


def test_the_actor_is_known_to_the_transaction(seat: GetSeat) -> None:
    assert people.signed_in("anna", at="alpha").get("/").content == b"coordinator"
    assert people.signed_in("anna", at="beta").get("/").content == b"social_worker"


def test_one_may_act_in_another_of_ones_roles_and_in_no_other(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    client.post("/account/role/", {"role": "social_worker"})
    assert client.get("/").content == b"social_worker"
    client.post("/account/role/", {"role": "town_admin"})
    assert client.get("/").content == b"social_worker"


def test_the_cookie_is_bound_to_the_host_and_unreadable(seat: GetSeat) -> None:
    client = people.client_of("alpha")
    people.sign_in(client, "anna", at="alpha")
    cookie = client.cookies["__Host-ambito"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert len(cookie.value.partition(".")[2]) >= 43  # 256 bits in base64
    assert "__Host-csrftoken" in people.client_of("alpha").get("/sign-in/").cookies


@pytest.mark.promise("Q1")
def test_a_cookie_of_alpha_is_nobody_on_beta_and_the_attempt_is_recorded(seat: GetSeat) -> None:
    alpha, beta = people.signed_in("anna", at="alpha"), people.client_of("beta")
    beta.cookies = alpha.cookies
    response = beta.get("/")
    assert response.status_code == 302
    assert response.cookies[sessions.COOKIE]["max-age"] == 0
    with enter(seat("beta")):
        row = TownRow.objects.get(kind="login_failed")
        assert row.detail == {"about": "session", "outcome": "foreign"}


def test_an_ente_sees_only_the_sessions_of_its_own_host(seat: GetSeat) -> None:
    people.signed_in("anna", at="alpha")
    people.signed_in("anna", at="beta")
    for name in ("alpha", "beta"):
        with enter(seat(name)):
            assert [row.ente_id for row in Session.objects.all()] == [seat(name).ente_id]


@pytest.mark.promise("Q1")
def test_who_sees_every_session_finds_none_of_another_host(seat: GetSeat) -> None:
    """The sign-in of Beta, as `signin`, with a cookie of Alpha: row security does not help there."""
    token = people.signed_in("anna", at="alpha").cookies[sessions.COOKIE].value
    alpha, beta = seat("alpha"), seat("beta")
    with enter_function("signin"):
        assert sessions.find(token, alpha.ente_id) is not None
        assert sessions.find(token, beta.ente_id) is None


def test_half_an_hour_away_ends_the_session(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    age(client, last_seen_at=timedelta(minutes=29))
    assert client.get("/").status_code == 200
    age(client, last_seen_at=timedelta(minutes=31))
    assert client.get("/").status_code == 302


def test_a_quarter_of_an_hour_away_is_too_long_for_protected_pages(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    age(client, last_seen_at=timedelta(minutes=14))
    assert client.get("/protected/").status_code == 200
    age(client, last_seen_at=timedelta(minutes=16))
    assert client.get("/protected/").status_code == 302
    assert client.get("/").status_code == 302


def test_what_the_page_asks_by_itself_does_not_keep_the_session_alive(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    age(client, last_seen_at=timedelta(minutes=20))
    assert client.get("/pulse/").status_code == 200
    with enter_function("signin"):
        assert timezone.now() - people.session_of(client).last_seen_at > timedelta(minutes=19)


def test_eight_hours_after_signing_in_the_day_is_over(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    age(client, signed_in_at=timedelta(hours=7, minutes=59))
    assert client.get("/").status_code == 200
    age(client, signed_in_at=timedelta(hours=8, minutes=1))
    assert client.get("/").status_code == 302


def test_after_signing_out_the_old_cookie_is_refused(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    token = client.cookies[sessions.COOKIE].value
    client.post("/sign-out/")
    again = people.client_of("alpha")
    again.cookies[sessions.COOKIE] = token
    assert again.get("/").status_code == 302


@pytest.mark.parametrize("ending", [operations.end_all_sessions, operations.disable])
def test_all_sessions_of_a_person_end_at_the_next_request(seat: GetSeat, ending: Callable[..., None]) -> None:
    everywhere = [people.signed_in("anna", at=at) for at in ("alpha", "alpha", "beta")]
    other = people.signed_in("coordinator", at="alpha")
    with enter_function("signin"):
        ending(user_id=people.who("anna", "alpha").id)
    assert [client.get("/").status_code for client in everywhere] == [302, 302, 302]
    assert other.get("/").status_code == 200


def test_a_session_keeps_codes_and_ids_under_known_names_only(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    with enter(seat("alpha")):
        store = SessionStore(people.session_of(client))
        store[ACTING_ROLE] = "social_worker"
        store.save()
        with pytest.raises(UnknownKey):
            store["draft"] = "x"
        with pytest.raises(UnknownKey):
            store.update({ACTING_ROLE: "Anna Verdi, via Roma 1"})
        with pytest.raises(UnknownKey):
            store.setdefault(ACTING_ROLE + "s", 1)
        assert people.session_of(client).kept == {ACTING_ROLE: "social_worker"}


def test_nobody_has_no_session_to_keep_anything_in() -> None:
    store = SessionStore()
    with pytest.raises(UnknownKey):
        store[ACTING_ROLE] = "coordinator"
    with pytest.raises(UnknownKey):
        store.create()
    store.save()
    assert not store.exists("anything")


def test_the_database_holds_no_cookie(seat: GetSeat) -> None:
    client = people.signed_in("anna", at="alpha")
    token = client.cookies[sessions.COOKIE].value
    with enter_function("signin"):
        row = Session.objects.values().get()
    assert token not in str(row)
    assert token.partition(".")[2] not in str(row)


def test_a_request_asks_twice_for_the_person(
    seat: GetSeat, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = people.signed_in("anna", at="alpha")
    client.get("/")
    with django_assert_max_num_queries(10) as counted:
        client.get("/")
    tables = ("identity_session", "registry_membership")
    asked = [query["sql"] for query in counted.captured_queries if query["sql"].startswith('SELECT "')]
    assert len(asked) == len(tables)
    assert all(table in sql for table, sql in zip(tables, asked, strict=True))
