"""Which routes are pages, and who sees most of each: asked of the routes themselves, never kept as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ambito.access.enums import HOSTS, Role
from ambito.access.permissions import Grant, matrix
from tests.crawl.routes import Route, decisions, routes
from tests.crawl.visitor import allowed
from tests.journeys.world import PLACES, World
from tests.people import confirmed, signed_in
from tests.sizes import FULL

PROBLEM = "application/problem+json"
# How many of those who may most are asked before a page counts as not there.
LOOKERS = 3


@dataclass(frozen=True)
class Screen:
    """A page, the host that it is on, and somebody who may see it."""

    route: Route
    at: str
    role: str
    path: str
    html: str
    queries: int

    def __str__(self) -> str:
        return f"{self.at}{self.path} as {self.role}"


class Walk:
    """Every GET route of the three kinds of host. `unseen` are those that answered nobody with anything.

    What asks for no capability is the same view on every kind of host: at build size it is seen on one, and
    a page about a row with one row; at full size everywhere, with a row in each state that there is.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._clients: dict[tuple[str, str], Client] = {}
        self._elsewhere: set[Callable[..., Any]] = set()
        self.screens: list[Screen] = []
        self.unseen: list[str] = []
        for route in routes():
            if FULL or route.view not in self._elsewhere:
                self._visit(route)
            if route.guard in {"public", "member"} and not _is_first(route):
                self._elsewhere.add(route.view)

    def _visit(self, route: Route) -> None:
        answers: set[str] = set()
        at = PLACES[route.kind]
        seen: set[tuple[str, ...]] = set()
        for kwargs, states in self._world.kwargs(decisions()[route.kind, route.name], at):
            if "other" in answers or (seen and not FULL):
                break
            if states not in seen and self._asked(route, at, kwargs, answers):
                seen.add(states)
        if answers and not answers & {"page", "other"}:
            self.unseen.append(f"{route.kind} {route.name}: {sorted(answers)}")
        elif not answers:
            self.unseen.append(f"{route.kind} {route.name}: no row for its path")

    def _asked(self, route: Route, at: str, kwargs: dict[str, Any], answers: set[str]) -> bool:
        """Whether somebody saw a page there. The first page of a host is everybody's own."""
        path, found = _path(route, kwargs), False
        for role in islice(_roles(route), None if path == "/" else LOOKERS):
            client = self._client(role, at)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(path)
            said = _kind_of(answer, route)
            answers.add(said)
            if said == "page":
                self.screens.append(Screen(route, at, role, path, answer.content.decode(), len(queries)))
                found = True
            if said == "other" or (said == "page" and path != "/"):
                break
        return found

    def _client(self, role: str, at: str) -> Client:
        if (role, at) not in self._clients:
            self._clients[role, at] = client = signed_in(role, at=at)
            confirmed(client)
        return self._clients[role, at]


def _path(route: Route, kwargs: dict[str, Any]) -> str:
    return reverse(route.name, urlconf=settings.AMBITO_URLCONFS[route.kind], kwargs=kwargs)


def _is_first(route: Route) -> bool:
    """Whether it is the page that a host opens with."""
    return not route.kwargs and _path(route, {}) == "/"


def _roles(route: Route) -> Iterator[str]:
    """Those who may, whoever may most first."""
    here = [str(role) for role in Role if route.kind in HOSTS[role]]
    for role in sorted(here, key=_power, reverse=True):
        if allowed(role, route.guard):
            yield role


def _power(role: str) -> int:
    return sum(grants.get(role, Grant.NO) is not Grant.NO for grants in matrix().values())


def _kind_of(answer: HttpResponse, route: Route) -> str:
    """A page, something that is no page, or the status of a refusal. What is open to all is a page too."""
    whole, code = not answer.streaming and b"<!doctype html>" in answer.content[:200], answer.status_code
    is_api = answer.headers.get("Content-Type") == PROBLEM and code == HTTPStatus.BAD_REQUEST
    if is_api or code == HTTPStatus.METHOD_NOT_ALLOWED or (code < HTTPStatus.BAD_REQUEST and not whole):
        return "other"
    shown = whole and (code == HTTPStatus.OK or route.guard == "public")
    return "page" if shown else str(code)
