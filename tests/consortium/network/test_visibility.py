"""The query and the predicate say the same of every role, state and keeper."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ambito.access.enums import HOSTS, Role
from ambito.access.relations import sees, visible_to
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from consortium.network.enums import State
from consortium.network.models import Actor, Service
from tests.consortium.network.staged import a_body, a_service
from tests.consortium.workforce.staff import actor

GetSeat = Callable[[str], Seat]
PARTS = [
    (ente, str(role))
    for role in Role
    for ente, kind in (("north", "consortium"), ("alpha", "town"), ("beta", "town"))
    if kind in HOSTS[role]
]


@pytest.fixture
def written(seat: GetSeat) -> list[Service]:
    """One of every state, kept by the consortium and by a town."""
    rows = []
    for ente, role in (("north", "consortium_manager"), ("alpha", "coordinator")):
        by = actor(ente, role)
        with enter(seat(ente), actor=by):
            body = a_body(by, f"Body of {ente}")
            for state in State:
                row = a_service(by, body, name=f"{ente} {state}")
                row.state = state
                row.save(update_fields=["state"])
                rows.append(row)
    return rows


@pytest.mark.promise("Q9")
@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(("ente", "role"), PARTS)
def test_query_and_predicate_agree(seat: GetSeat, ente: str, role: str) -> None:
    by = ActorRef(actor(ente, role).user_id, role, seat(ente).ente_id)
    with enter(seat(ente), actor=by):
        for model in (Service, Actor):
            rows = list(model.objects.all())
            assert rows
            shown = set(visible_to(model.objects.all(), by).values_list("pk", flat=True))
            assert shown == {row.pk for row in rows if sees(row, by)}, model


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("ente", "role", "seen"),
    [
        ("north", "consortium_manager", 6),
        ("north", "consortium_desk", 2),
        ("alpha", "coordinator", 4),
        ("alpha", "desk_operator", 2),
        ("beta", "coordinator", 2),
        ("north", "dpo", 0),
    ],
)
def test_how_many_each_sees(seat: GetSeat, ente: str, role: str, seen: int) -> None:
    by = actor(ente, role)
    with enter(seat(ente), actor=by):
        assert visible_to(Service.objects.all(), by).count() == seen
