"""What the API says about itself is complete, on every kind of host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from ambito.access.machine import Machine
from consortium.hours.enums import MACHINE as HOURS
from consortium.placements.enums import MACHINE as PLACEMENTS
from tests.crawl.routes import KINDS, routes
from town.cases.enums import MACHINE as CASES

WRITING = {"post", "put", "patch", "delete"}


def description(kind: str) -> dict[str, Any]:
    generator = SchemaGenerator(urlconf=settings.AMBITO_URLCONFS[kind])
    described: dict[str, Any] = generator.get_schema(request=None, public=True)
    return described


def operations(kind: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in description(kind)["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_valid_and_names_every_route(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    described = description(kind)
    validate_schema(described)
    assert capsys.readouterr().err == ""
    declared = [
        method
        for route in routes()
        if route.kind == kind
        for method in getattr(route.view, "actions", None) or {}
        if method != "head"
    ]
    assert len(list(operations(kind))) == len(declared)


@pytest.mark.parametrize("kind", KINDS)
def test_every_operation_says_what_it_does_and_how_it_refuses(kind: str) -> None:
    for path, method, operation in operations(kind):
        where = f"{method} {path}"
        assert operation["description"].strip(), where
        refused = {code for code in operation["responses"] if code >= "400"}
        assert refused >= {"400", "401", "403", "404"} | ({"409", "415"} if method in WRITING else set()), (
            where
        )
        for code in refused:
            content = operation["responses"][code]["content"]
            assert list(content) == ["application/problem+json"], where


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_is_paged(kind: str) -> None:
    for path, method, operation in operations(kind):
        answer = str(operation["responses"].get("200", {}))
        asked = {parameter["name"] for parameter in operation.get("parameters", [])}
        assert ("Page'" in answer) == ({"page", "size"} <= asked), f"{method} {path}"
        assert "'array'" not in answer, f"{method} {path}"


@pytest.mark.parametrize(
    ("kind", "component", "machine"),
    [
        ("town", "CaseMoveIn", CASES),
        ("town", "PlacementMoveIn", PLACEMENTS),
        ("cooperative", "LineMoveIn", HOURS),
    ],
)
def test_moves_and_states_are_enumerations(kind: str, component: str, machine: Machine) -> None:
    schemas = description(kind)["components"]["schemas"]
    moves = set(schemas[component]["properties"]["move"]["enum"])
    assert moves
    assert moves <= {move.name for move in machine.moves}
    assert schemas["PlacementOut"]["properties"]["state"]["enum"]
