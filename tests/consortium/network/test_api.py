"""The directory by API: pages, filters, writing by who keeps, refusals as problems, and its description."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ambito.tenancy.context import enter
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from tests.consortium.network.staged import SAID, a_body, a_place, open_every, published
from tests.consortium.workforce.staff import actor
from tests.people import signed_in

GetSeat = Callable[[str], Seat]
SERVICES, BODIES = "/api/v1/directory/services/", "/api/v1/directory/bodies/"


def call(client: Client, path: str, said: object, method: str = "post") -> Any:
    return getattr(client, method)(path, said, content_type="application/json")


@pytest.fixture
def coordinator(seat: GetSeat) -> Client:
    return signed_in("coordinator", at="alpha")


def test_from_body_to_published(coordinator: Client) -> None:
    body = call(coordinator, BODIES, {"name": "Comune di Alpha", "kind": "comune"})
    assert body.status_code == 201
    made = call(coordinator, SERVICES, {**SAID, "actor": body.json()["id"]})
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    again = call(coordinator, SERVICES, {**SAID, "actor": body.json()["id"]})
    assert (again.status_code, again["Content-Type"]) == (409, "application/problem+json")
    path = f"{SERVICES}{made.json()['id']}/"
    changed = call(coordinator, path, {**SAID, "cost": "5 euro", "version": 1}, "put")
    assert changed.json()["cost"] == "5 euro"
    assert call(coordinator, path, {**SAID, "version": 1}, "put").status_code == 409
    moved = call(coordinator, f"{path}moves/", {"move": "publish", "version": 2})
    assert moved.json()["state"] == "published"
    assert coordinator.get(path).json()["actor"]["name"] == "Comune di Alpha"
    no_such = call(coordinator, f"{path}moves/", {"move": "restore", "version": 3}).json()
    assert no_such["status"] == 409
    strange = {**SAID, "name": "Strange", "actor": str(uuid7())}
    assert call(coordinator, SERVICES, strange).status_code == 404


def test_a_guard_says_its_sentence(coordinator: Client) -> None:
    body = call(coordinator, BODIES, {"name": "Comune di Alpha", "kind": "comune"}).json()
    made = call(coordinator, SERVICES, {**SAID, "access": "", "actor": body["id"]}).json()
    refused = call(coordinator, f"{SERVICES}{made['id']}/moves/", {"move": "publish", "version": 1})
    assert "Prima di pubblicare" in refused.json()["detail"]


def test_pages_and_filters(seat: GetSeat) -> None:
    by = actor("north", "consortium_manager")
    with enter(seat("north"), actor=by):
        body = a_body(by)
        for name in ("A", "B", "C"):
            open_every(a_place(by, published(by, body, name=name, groups=["elderly"])), by)
        published(by, body, name="D", groups=["adults"])
    for client in (signed_in("desk_operator", at="beta"), signed_in("consortium_desk", at="north")):
        page = client.get(f"{SERVICES}?group=elderly&size=2").json()
        assert (page["next"], [each["name"] for each in page["results"]]) == (2, ["A", "B"])
        rest = client.get(f"{SERVICES}?group=elderly&size=2&page=2").json()
        assert (rest["next"], [each["name"] for each in rest["results"]]) == (None, ["C"])
        assert rest["results"][0]["places"][0]["bands"][0]["opens"] == "09:00"
        assert client.get(f"{SERVICES}?q=xyzzy").json()["results"] == []
        assert len(client.get(BODIES).json()["results"]) == 1


def test_whoever_only_reads_writes_nothing(seat: GetSeat) -> None:
    desk = signed_in("desk_operator", at="alpha")
    refused = call(desk, BODIES, {"name": "Parrocchia", "kind": "parish"})
    assert refused.status_code == 409
    assert call(desk, BODIES, {"name": "", "kind": "moon"}).json()["errors"].keys() == {"name", "kind"}


@pytest.mark.parametrize(("role", "host"), [("coordinator", "alpha"), ("consortium_manager", "north")])
def test_the_description_names_it(seat: GetSeat, role: str, host: str) -> None:
    described = signed_in(role, at=host).get("/api/v1/openapi.json").json()
    assert f"{SERVICES.removeprefix('/api/v1')}" in "".join(described["paths"])
    assert "get" in next(
        ways for path, ways in described["paths"].items() if path.endswith("directory/services/")
    )
