"""How a view enters the database: `@enters("ente")` is the default, the others are a frozen list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast

from django.http import HttpRequest

from ambito.tenancy.seats import Seat

Entry = Literal["ente", "signin"]
View = TypeVar("View", bound=Callable[..., Any])


def enters(entry: Entry | None) -> Callable[[View], View]:
    """Declare the transaction of a view.

    "signin": the function role of credentials. None: no transaction; the view opens short ones around
    slow calls (uploads, OIDC callbacks, password checks).
    """

    def mark(view: View) -> View:
        view.ambito_entry = entry  # type: ignore[attr-defined]
        return view

    return mark


def entry_of(view: Callable[..., Any]) -> Entry | None:
    """What a resolved view declared, looking through class-based views."""
    target: Any = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    entry: Entry | None = getattr(view, "ambito_entry", getattr(target, "ambito_entry", "ente"))
    return entry


def seat_of_request(request: HttpRequest) -> Seat:
    """The Ente of the request's host, also in views that open no transaction."""
    return cast("Seat", request.seat)  # type: ignore[attr-defined]
