"""Every route of the three kinds of host, found in the resolver, and the decision about it (matrix.csv)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ambito.access.decorators import required_by
from ambito.identity.decorators import marked
from ambito.tenancy.routes import entry_of
from tests.crawl.scenes import key_of

MATRIX = Path(__file__).parent / "matrix.csv"
KINDS = ("town", "consortium", "cooperative")


@dataclass(frozen=True, slots=True)
class Route:
    """`kwargs` are the names in its path; `view` is what answers."""

    kind: str
    name: str
    kwargs: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def guard(self) -> str:
        """What the view itself says: public, member, a capability, or nothing."""
        if marked(self.view, "ambito_public"):
            return "public"
        return required_by(self.view) or "undecided"

    @property
    def methods(self) -> tuple[str, ...]:
        """Every route is read and sent to; one of the API also with whatever else it declares."""
        declared = {method.upper() for method in getattr(self.view, "actions", None) or {}}
        return ("GET", "POST", *sorted(declared - {"GET", "POST", "HEAD"}))

    @property
    def entry(self) -> str:
        return str(entry_of(self.view))


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the matrix. `rows` says whose key stands in which part of the path: `pk=people.person`."""

    kind: str
    name: str
    guard: str
    entry: str
    rows: str

    def path(self, route: Route, *, key: Callable[[str], object] = key_of) -> str:
        """The route's address with the keys of the scene's rows in it."""
        said = dict(pair.split("=", 1) for pair in self.rows.split() if pair)
        kwargs = {name: key(said[name]) if "." in said[name] else said[name] for name in route.kwargs}
        return reverse(route.name, urlconf=settings.AMBITO_URLCONFS[route.kind], kwargs=kwargs)


def routes() -> list[Route]:
    found = [
        route for kind in KINDS for route in _walk(kind, get_resolver(settings.AMBITO_URLCONFS[kind]), ())
    ]
    return sorted(found, key=lambda route: (KINDS.index(route.kind), route.name))


@cache
def decisions() -> dict[tuple[str, str], Decision]:
    with MATRIX.open(newline="", encoding="utf-8") as file:
        rows = [Decision(**row) for row in csv.DictReader(file)]
    return {(row.kind, row.name): row for row in rows}


def _walk(kind: str, resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            more = (pattern.namespace,) if pattern.namespace else ()
            yield from _walk(kind, pattern, (*spaces, *more))
        elif isinstance(pattern, URLPattern):
            name = ":".join((*spaces, pattern.name or str(pattern.pattern)))
            kwargs = tuple(sorted(pattern.pattern.converters or _groups(pattern)))
            yield Route(kind, name, kwargs, pattern.callback)


def _groups(pattern: URLPattern) -> set[str]:
    """Names in a route written as a regular expression."""
    regex = getattr(pattern.pattern, "regex", None)
    return set(regex.groupindex) if regex is not None else set()
