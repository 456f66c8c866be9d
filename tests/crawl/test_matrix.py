"""One decision per route: a route that nobody decided about, or that decided otherwise, is a red build."""

from __future__ import annotations

import pytest

from ambito.access.permissions import matrix
from tests.crawl.routes import Route, decisions, routes

ROUTES = routes()


def ids(route: Route) -> str:
    return f"{route.kind}:{route.name}"


@pytest.mark.promise("Q1")
@pytest.mark.parametrize("route", ROUTES, ids=ids)
def test_every_route_does_what_was_decided(route: Route) -> None:
    decision = decisions().get((route.kind, route.name))
    assert decision is not None, f"add a row for {route.kind},{route.name} to matrix.csv"
    assert (route.guard, route.entry) == (decision.guard, decision.entry)
    assert route.guard in {"public", "member", *matrix()}


def test_no_decision_is_about_a_route_that_is_gone() -> None:
    assert set(decisions()) == {(route.kind, route.name) for route in ROUTES}


def test_two_routes_never_share_a_name() -> None:
    names = [(route.kind, route.name) for route in ROUTES]
    assert len(names) == len(set(names))
