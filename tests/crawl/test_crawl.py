"""Every route, as every role, in a town whose neighbour holds the same rows under the same keys.

Made from the resolver and the models, so a new route or field is crawled without a word here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from ambito.access.enums import HOSTS, Role
from ambito.access.permissions import may
from ambito.audit.town.models import TownRow
from ambito.tenancy.context import enter
from ambito.tenancy.seats import ActorRef, Seat
from tests.crawl.routes import Route, decisions, routes
from tests.crawl.scenes import canary, fill, key_of
from tests.people import client_of, signed_in, who

GetSeat = Callable[[str], Seat]
HERE = {"town": "alpha", "consortium": "north", "cooperative": "vela"}
NEIGHBOUR = "beta"
PARTS = [(kind, str(role)) for role in Role for kind in sorted(HOSTS[role])]
# Made anew for every answer: the same page differs in these alone.
CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|name="csrf-token" content="[^"]+"'
    rb'|name="idempotency_key" value="[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}'
)


@pytest.fixture
def scene(keys: None, seat: GetSeat, request: pytest.FixtureRequest) -> None:
    """Alpha and Beta, filled alike; whoever signs in as the part is on the team of the case in both."""
    kind, role = request.node.callspec.params["part"]
    name = role if kind == "town" else str(Role.COORDINATOR)
    for town in ("alpha", NEIGHBOUR):
        place = seat(town)
        with enter(place):
            fill(town, user_id=who(name, town).id)


def allowed(role: str, guard: str) -> bool:
    return guard in {"public", "member"} or may(ActorRef(uuid4(), role, None), guard)


def of_kind(kind: str) -> list[Route]:
    return [route for route in routes() if route.kind == kind]


def path_of(route: Route, **more: Any) -> str:
    return decisions()[route.kind, route.name].path(route, **more)


def ask(client: Client, route: Route, method: str, **more: Any) -> HttpResponse:
    answer: HttpResponse = client.generic(method, path_of(route, **more))
    return answer


def openings(seat: Seat) -> int:
    with enter(seat):
        return TownRow.objects.count()


@pytest.mark.promise("Q1")
@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("part", PARTS, ids="-".join)
def test_no_route_shows_the_neighbour_and_each_obeys_its_decision(
    part: tuple[str, str], seat: GetSeat
) -> None:
    kind, role = part
    here = HERE[kind]
    for route in of_kind(kind):
        if route.name in {"identity:sign_out", "identity:act_as"}:
            continue
        for method in ("GET", "POST"):
            client = signed_in(role, at=here)
            before = openings(seat("alpha"))
            answer = ask(client, route, method)
            said = answer.content + str(answer.headers).encode()
            where = f"{method} {route.name} as {role}: {answer.status_code}"
            assert answer.status_code < 500, where
            assert canary(NEIGHBOUR).encode() not in said, where
            if kind != "town":
                assert canary("alpha").encode() not in said, where
            if not allowed(role, decisions()[kind, route.name].guard):
                assert answer.status_code == 403, where
            if canary("alpha").encode() in answer.content:
                assert openings(seat("alpha")) > before, f"{where}: shown and not logged"


@pytest.mark.promise("Q1")
@pytest.mark.parametrize("kind", HERE)
def test_nobody_is_let_in_without_signing_in(kind: str, seat: GetSeat) -> None:
    seat(HERE[kind])
    for route in of_kind(kind):
        if decisions()[kind, route.name].guard == "public":
            continue
        read = ask(client_of(HERE[kind]), route, "GET")
        sent = ask(client_of(HERE[kind]), route, "POST")
        assert read.status_code in {302, 401}, f"{route.name}: {read.status_code}"
        assert sent.status_code in {401, 403}, f"{route.name}: {sent.status_code}"


@pytest.mark.promise("Q2")
@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("role", [role for kind, role in PARTS if kind == "town"])
def test_a_foreign_id_is_a_missing_id(role: str, seat: GetSeat) -> None:
    """Rows that only the neighbour has, against keys that nobody has: the same answer to the letter."""
    for town, key in (("alpha", key_of), (NEIGHBOUR, only_there)):
        place = seat(town)
        with enter(place):
            fill(town, user_id=who(role, town).id, key=key)
    for route in of_kind("town"):
        decision = decisions()["town", route.name]
        if "." not in decision.rows or not allowed(role, decision.guard):
            continue
        for method in ("GET", "POST"):
            client = signed_in(role, at="alpha")
            foreign, missing = (ask(client, route, method, key=key) for key in (only_there, nowhere))
            assert foreign.status_code == missing.status_code, route.name
            assert CHANGING.sub(b"", foreign.content) == CHANGING.sub(b"", missing.content), route.name
            assert foreign.headers.keys() == missing.headers.keys(), route.name


def only_there(label: str) -> UUID:
    return key_of(f"{label}#only")


def nowhere(label: str) -> UUID:
    return key_of(f"{label}#none")
