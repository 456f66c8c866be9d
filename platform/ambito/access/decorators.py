"""What a route asks of whoever comes: `@requires("contact_write")` or `@member`. One decision per route.

A view that says neither (nor is public) is refused to everybody, and is a red build.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
MEMBER = "member"


def requires(capability: str) -> Callable[[View], View]:
    """Only for roles that the permission matrix gives this capability, in any form."""

    def mark(view: View) -> View:
        view.ambito_requires = capability  # type: ignore[attr-defined]
        return view

    return mark


def member(view: View) -> View:
    """For everybody with a role in this Ente today: own session, own day, help."""
    view.ambito_requires = MEMBER  # type: ignore[attr-defined]
    return view


def required_by(view: Callable[..., Any]) -> str | None:
    """What a resolved view asks, looking through class-based views; None where it says nothing."""
    target: Any = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    asked: str | None = getattr(view, "ambito_requires", getattr(target, "ambito_requires", None))
    return asked
