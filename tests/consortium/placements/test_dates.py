"""Dates decide access: at every edge the predicate and the query say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from math import ceil

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.access.enums import Role
from ambito.access.relations import sees, visible_to
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.placements import operations
from consortium.placements.enums import MACHINE
from consortium.placements.models import Designation, Placement
from consortium.pool.models import Allocation, PoolAgreement
from consortium.registry.models import Membership
from consortium.registry.queries.memberships import held
from consortium.workforce.models import Worker
from consortium.workforce.operations import introduce
from tests.consortium.registry.spans import holds
from tests.consortium.workforce.staff import YEAR, actor, hired, partners
from tests.sizes import promise_size
from tests.towns import user_id

pytestmark = pytest.mark.promise("Q9")
GetSeat = Callable[[str], Seat]
Figure = Callable[[str, str], None]
START = date(2026, 3, 1)
# Rows per example × actors × days: the triples that one example compares.
ROWS, DAYS = 3, 5
SIZE = settings(
    max_examples=ceil(promise_size(200, 10_000) / (ROWS * DAYS)),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TRIPLES = f"{SIZE.max_examples * ROWS * DAYS:,} triples, 0 differences"
ranges = st.tuples(st.integers(0, 6), st.integers(0, 4)).map(
    lambda pair: DateRange(START + timedelta(pair[0]), START + timedelta(pair[0] + pair[1]))
)
days = st.lists(st.integers(-1, 11), min_size=DAYS, max_size=DAYS).map(
    lambda numbers: [START + timedelta(number) for number in numbers]
)
three = st.lists(ranges, min_size=ROWS, max_size=ROWS)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Leaves nothing behind, so that examples do not meet."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def agree(model: type[Allocation | Placement], actors: list[ActorRef], on: list[date]) -> None:
    """Query and predicate pick the same rows for every actor on every day."""
    rows = list(model._base_manager.order_by("pk"))
    for by in actors:
        for day in on:
            found = set(visible_to(model._base_manager.all(), by, day).values_list("pk", flat=True))
            assert found == {row.pk for row in rows if sees(row, by, day)}


def people(town: str, who: str) -> list[ActorRef]:
    return [
        actor(town, "psychologist", user_id(who)),
        actor(town, "placed_worker", user_id(who)),
        actor(town, "placed_worker"),
        actor(town, "coordinator"),
        actor(town, "town_admin"),
        actor("north", "consortium_manager"),
        actor("vela", "coop_manager"),
        actor("rete", "coop_manager"),
    ]


@given(during=three, on=days)
@SIZE
def test_memberships(seat: GetSeat, figure: Figure, during: list[DateRange], on: list[date]) -> None:
    figure("Q9", f"memberships: {TRIPLES}")
    beta = seat("beta")
    with enter(beta), rolled_back():
        Membership.objects.bulk_create(
            Membership(
                user_id=user_id("vela"),
                ente_id=beta.ente_id,
                role=Role.PLACED_WORKER,
                during=each,
                source=f"placement:{number}",
            )
            for number, each in enumerate(during)
        )
        rows = list(Membership.objects.order_by("pk"))
        for day in on:
            found = set(held(Membership.objects.all(), day).values_list("pk", flat=True))
            assert found == {row.pk for row in rows if holds(row, day)}


@given(during=three, on=days)
@SIZE
def test_allocations(
    seat: GetSeat, psychologist: Worker, figure: Figure, during: list[DateRange], on: list[date]
) -> None:
    figure("Q9", f"allocations: {TRIPLES} for each of 8 actors")
    north, beta = seat("north").ente_id, seat("beta").ente_id
    actors, northern = people("beta", "rete"), seat("north")
    with enter(northern), rolled_back():
        agreement = PoolAgreement.objects.create(
            consortium_id=north, town_id=beta, profile="psychologist", weekly_minutes=600, during=YEAR
        )
        Allocation.objects.bulk_create(
            Allocation(
                consortium_id=north,
                town_id=beta,
                agreement=agreement,
                worker=psychologist,
                area="adults",
                weekly_minutes=60,
                during=each,
            )
            for each in during
        )
        agree(Allocation, actors, on)


@given(
    during=three, states=st.lists(st.sampled_from(sorted(MACHINE.states)), min_size=3, max_size=3), on=days
)
@SIZE
def test_placements(
    seat: GetSeat,
    placeable: tuple[Worker, list[Placement]],
    figure: Figure,
    *,
    during: list[DateRange],
    states: list[str],
    on: list[date],
) -> None:
    figure("Q9", f"placements: {TRIPLES} for each of 8 actors")
    worker, placements = placeable
    actors, vela = people("beta", "vela"), seat("vela")
    with enter(vela), rolled_back():
        for placement, each, state in zip(placements, during, states, strict=True):
            Placement.objects.filter(pk=placement.pk).update(state=state)
            Designation.objects.create(placement=placement, worker=worker, during=each)
        agree(Placement, actors, on)


@pytest.fixture
def psychologist(seat: GetSeat) -> Worker:
    return hired(employer="north", who="rete")


@pytest.fixture
def placeable(seat: GetSeat) -> tuple[Worker, list[Placement]]:
    partners()
    worker = hired(employer="vela", who="vela", profile="social_worker")
    by = actor("beta", "coordinator")
    with enter(seat("beta"), actor=by):
        placements = [
            operations.request_placement(
                consortium_id=seat("north").ente_id,
                town_id=seat("beta").ente_id,
                cooperative_id=seat("vela").ente_id,
                profile="social_worker",
                area="adults",
                weekly_minutes=60,
                during=YEAR,
                by=by,
            )
            for _ in range(ROWS)
        ]
    with enter(seat("vela")):
        introduce(worker=worker, town_id=seat("beta").ente_id)
    return worker, placements
