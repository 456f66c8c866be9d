"""What every call of the API keeps to: a member, the page's token, a description of itself, problems."""

from __future__ import annotations

from collections.abc import Callable

from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from tests.people import client_of, signed_in

GetSeat = Callable[[str], Seat]
PATHS = {"/api/v1/people/", "/api/v1/cases/{id}/moves/", "/api/v1/contacts/"}


def test_members_read_the_description(seat: GetSeat) -> None:
    description = signed_in("dpo", at="alpha").get("/api/v1/openapi.json")
    assert description.status_code == 200
    assert set(description.json()["paths"]) >= PATHS
    assert client_of("alpha").get("/api/v1/openapi.json").status_code == 401


def test_each_kind_of_host_describes_its_own_routes(seat: GetSeat) -> None:
    consortium = signed_in("consortium_desk", at="north").get("/api/v1/openapi.json").json()["paths"]
    cooperative = signed_in("coop_worker", at="vela").get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/pool/allocations/" in consortium
    assert {"/api/v1/cases/", "/api/v1/pool/allocations/"}.isdisjoint(cooperative)


def test_a_call_without_the_token_of_the_page_is_refused(seat: GetSeat) -> None:
    client = signed_in("coordinator", at="alpha")
    client.handler.enforce_csrf_checks = True
    said = {"surname": "Bianchi", "name": "Luca", "no_code_reason": "unknown"}
    answer = client.post("/api/v1/people/", said, content_type="application/json")
    assert answer.status_code == 403


def test_a_refusal_is_a_problem_with_its_number(seat: GetSeat) -> None:
    answer = signed_in("coordinator", at="alpha").get(f"/api/v1/people/{uuid7()}/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert {"type", "title", "status", "detail", "code"} == set(answer.json())


def test_what_is_not_json_is_a_problem(seat: GetSeat) -> None:
    client = signed_in("coordinator", at="alpha")
    answer = client.post("/api/v1/people/search/", "{", content_type="application/json")
    assert (answer.status_code, answer.json()["status"]) == (400, 400)
