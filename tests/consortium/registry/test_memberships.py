"""Who is what, where, on which day: dates decide, to the day, in Rome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.access.enums import HOSTS, Role
from ambito.identity import hooks
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.seats import Seat
from consortium.registry.enums import STRONGEST_FIRST
from consortium.registry.models import Membership
from consortium.registry.queries import memberships
from tests import people, towns
from tests.sizes import promise_size

GetSeat = Callable[[str], Seat]
DAYS = st.dates(date(2025, 1, 1), date(2025, 2, 28))
SPANS = st.tuples(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS)).filter(
    lambda span: None in span or span[0] < span[1]  # type: ignore[operator]
)


@pytest.mark.promise("Q9")
def test_a_role_is_held_from_its_first_day_to_the_day_before_its_last(
    seat: GetSeat, figure: Callable[[str, str], None]
) -> None:
    alpha, bruno = seat("alpha"), people.who("bruno", "alpha").id
    settled = settings(
        max_examples=promise_size(150, 10_000),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
        database=None,
    )

    @settled
    @given(SPANS, DAYS)
    def holds(span: tuple[date | None, date | None], on: date) -> None:
        first, last = span
        Membership.objects.filter(user_id=bruno).update(during=DateRange(first, last))
        held = (first is None or first <= on) and (last is None or on < last)
        assert memberships.roles_of(bruno, alpha.ente_id, on) == (["social_worker"] if held else [])
        assert bool(memberships.places_of(bruno, on)) == held

    with enter(alpha):
        holds()
    figure("Q9", f"roles held today: {settled.max_examples:,} triples, 0 differences")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 1, 1, 22, 59, tzinfo=UTC), date(2025, 1, 1)),
        (datetime(2025, 1, 1, 23, 0, tzinfo=UTC), date(2025, 1, 2)),
        (datetime(2025, 7, 1, 21, 59, tzinfo=UTC), date(2025, 7, 1)),
        (datetime(2025, 7, 1, 22, 0, tzinfo=UTC), date(2025, 7, 2)),
    ],
)
def test_the_day_begins_at_midnight_in_rome(
    monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date
) -> None:
    monkeypatch.setattr(hooks.timezone, "now", lambda: moment)
    assert hooks.today() == day


@pytest.mark.promise("Q9")
def test_a_membership_that_ends_is_felt_at_the_next_request(seat: GetSeat) -> None:
    alpha, anna = seat("alpha"), people.who("anna", "alpha").id
    client = people.signed_in("anna", at="alpha")
    assert client.get("/places/").status_code == 200
    with enter(alpha):
        Membership.objects.filter(user_id=anna).update(during=DateRange(people.FIRST_DAY, hooks.today()))
    assert client.get("/places/").status_code == 403
    with enter(alpha):
        until = hooks.today() + timedelta(days=1)
        Membership.objects.filter(user_id=anna).update(during=DateRange(people.FIRST_DAY, until))
    assert client.get("/places/").status_code == 200


def test_the_strongest_role_comes_first_and_the_order_names_every_role_once() -> None:
    assert sorted(STRONGEST_FIRST) == sorted(Role)
    assert set(HOSTS) == set(Role)


def test_several_roles_are_ordered(seat: GetSeat) -> None:
    alpha = seat("alpha")
    with enter(alpha):
        anna = people.who("anna", "alpha").id
        assert memberships.roles_of(anna, alpha.ente_id, hooks.today()) == ["coordinator", "social_worker"]


def test_only_signin_sees_that_somebody_works_elsewhere_too(seat: GetSeat) -> None:
    anna = people.who("anna", "alpha").id
    for name in ("alpha", "beta"):
        with enter(seat(name)):
            assert [place.ente_id for place in memberships.places_of(anna, hooks.today())] == [seat_id(name)]
    with enter_function("signin"):
        assert [place.letters for place in memberships.places_of(anna, hooks.today())] == ["AL", "BE"]


def test_who_covers_all_the_places_of_a_person(seat: GetSeat) -> None:
    anna, today = people.who("anna", "alpha").id, hooks.today()
    enti = {name: seat(name).ente_id for name in ("alpha", "north", "south")}
    with enter_function("signin"):
        covering = {name: memberships.covers(ente_id, anna, today) for name, ente_id in enti.items()}
    assert covering == {"alpha": False, "north": True, "south": False}


def test_identity_asks_the_registry() -> None:
    assert hooks.memberships.only() is memberships


def seat_id(name: str) -> object:
    return towns.seat(name).ente_id
