"""Every route, as every role, in a town whose neighbour holds the same rows under the same keys.

Made from the resolver and the models, so a new route or field is crawled without a word here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.http import HttpResponse

from ambito.access.enums import HOSTS, Role
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from tests.crawl.conftest import Watching
from tests.crawl.routes import decisions
from tests.crawl.scenes import canary, fill, key_of
from tests.crawl.visitor import HERE, Visitor, allowed, ask, of_kind, path_of
from tests.people import client_of, signed_in, who

GetSeat = Callable[[str], Seat]
NEIGHBOUR = "beta"
PARTS = [(kind, str(role)) for role in Role for kind in sorted(HOSTS[role])]
# Made anew for every answer: the same page differs in these alone.
CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|name="csrf-token" content="[^"]+"'
    rb'|name="idempotency_key" value="[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}'
)


@pytest.mark.promise("Q1", "Q6")
@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("part", PARTS, ids="-".join)
def test_no_route_shows_the_neighbour_and_each_obeys_its_decision(
    part: tuple[str, str], watching: Watching, figure: Callable[[str, str], None]
) -> None:
    """Nor does anything else that leaves meanwhile; what is shown is logged, and so is what is refused."""
    kind, role = part
    with watching() as watch:
        visitor = Visitor(kind, role, watch)
        answers = [
            visitor.visit(route, method)
            for route in of_kind(kind)
            if route.name not in {"identity:sign_out", "identity:act_as"}
            for method in route.methods
        ]
        if kind == "town":
            for page in filter(is_page, answers):
                visitor.send_forms(page, f"{canary('alpha')} typed")
    assert watch.breaches == []
    figure("Q1", f"{role}: {watch.seen.total():,} searched, 0 canaries out of place")


@pytest.mark.promise("Q1", "Q8")
@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("part", [("town", "coordinator")], ids="-".join)
def test_an_error_takes_nothing_of_a_page_with_it(
    part: tuple[str, str], watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page is made whole and then falls over, with all that it shows in the error's words."""

    class Fallen(Exception):
        pass

    def falling(_: object, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def fall(*args: object, **kwargs: object) -> HttpResponse:
            shown = view(*args, **kwargs).content.decode()
            raise Fallen(shown)

        return fall

    monkeypatch.setattr("django.core.handlers.base.BaseHandler.make_view_atomic", falling)
    kind, role = part
    with watching() as watch:
        visitor = Visitor(kind, role, watch)
        fallen = [visitor.fall(route) for route in of_kind(kind)]
    assert watch.breaches == []
    assert watch.seen["error report"] > sum(fallen) > len(fallen) / 2


@pytest.mark.promise("Q1")
@pytest.mark.parametrize("kind", HERE)
def test_nobody_is_let_in_without_signing_in(kind: str, seat: GetSeat) -> None:
    seat(HERE[kind])
    for route in of_kind(kind):
        if decisions()[kind, route.name].guard == "public":
            continue
        for method in route.methods:
            answer = ask(client_of(HERE[kind]), path_of(route), method)
            refused = {302, 401} if method == "GET" else {401, 403}
            assert answer.status_code in refused, f"{method} {route.name}: {answer.status_code}"


@pytest.mark.promise("Q2")
@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("role", [role for kind, role in PARTS if kind == "town"])
def test_a_foreign_id_is_a_missing_id(role: str, seat: GetSeat, figure: Callable[[str, str], None]) -> None:
    """Rows that only the neighbour has, against keys that nobody has: the same answer to the letter."""
    compared = 0
    for town, key in (("alpha", key_of), (NEIGHBOUR, only_there)):
        place = seat(town)
        with enter(place):
            fill(town, user_id=who(role, town).id, key=key)
    for route in of_kind("town"):
        decision = decisions()["town", route.name]
        if "." not in decision.rows or not allowed(role, decision.guard):
            continue
        for method in route.methods:
            client = signed_in(role, at="alpha")
            foreign, missing = (ask(client, path_of(route, key=key), method) for key in (only_there, nowhere))
            assert foreign.status_code == missing.status_code, route.name
            assert CHANGING.sub(b"", foreign.content) == CHANGING.sub(b"", missing.content), route.name
            assert foreign.headers.keys() == missing.headers.keys(), route.name
            compared += 1
    figure("Q2", f"{role}: {compared} answers equal to the letter")


def is_page(answer: HttpResponse) -> bool:
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def only_there(label: str) -> UUID:
    return key_of(f"{label}#only")


def nowhere(label: str) -> UUID:
    return key_of(f"{label}#none")
