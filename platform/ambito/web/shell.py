"""The frame of every inner page, gathered once per request from what the apps registered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from ambito.tenancy.routes import seat_of_request
from ambito.web import hooks
from ambito.web.hooks import Link, NavItem, Person, Place, PlaceLink

BOTTOM_BAR = 5


@dataclass(frozen=True, slots=True)
class ShellItem:
    label: str
    short: str
    url: str
    icon: str
    count: int
    current: bool
    bottom: bool


@dataclass(frozen=True, slots=True)
class ShellBell:
    url: str
    unread: int


@dataclass(frozen=True, slots=True)
class Shell:
    place: Place | None
    places: list[PlaceLink]
    person: Person | None
    daily: list[ShellItem]
    settings: list[ShellItem]
    bell: ShellBell | None
    footer: list[Link]
    sign_in_url: str


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Lazy: a page without the shell (an error page) asks nobody anything."""
    return {"shell": SimpleLazyObject(lambda: shell_of(request))}


def shell_of(request: HttpRequest) -> Shell:
    items = visible_items(request)
    return Shell(
        place=next((place for ask in hooks.place if (place := ask(request))), None),
        places=[link for ask in hooks.places for link in ask(request)],
        person=next((person for ask in hooks.person if (person := ask(request))), None),
        daily=_shown(request, (item for item in items if item.daily)),
        settings=_shown(request, (item for item in items if not item.daily)),
        bell=next((ShellBell(reverse(bell.url_name), bell.unread(request)) for bell in hooks.bell), None),
        footer=[link for ask in hooks.footer for link in ask(request)],
        sign_in_url=next((ask(request) for ask in hooks.sign_in_url), ""),
    )


def visible_items(request: HttpRequest) -> list[NavItem]:
    """The navigation of this kind of host that this person may use, in order."""
    kind = seat_of_request(request).kind
    items = (item for item in hooks.navigation if kind in item.kinds and _may_use(request, item))
    return sorted(items, key=lambda item: item.order)


def _may_use(request: HttpRequest, item: NavItem) -> bool:
    if item.capability is None:
        return True
    return any(allowed(request, item.capability) for allowed in hooks.allowed)


def _shown(request: HttpRequest, items: Iterable[NavItem]) -> list[ShellItem]:
    pairs = [(item, reverse(item.url_name)) for item in items]
    here = _nearest(request.path, [url for _, url in pairs])
    return [
        ShellItem(
            label=str(item.label),
            short=str(item.short or item.label),
            url=url,
            icon=item.icon,
            count=item.count(request) if item.count else 0,
            current=url == here,
            bottom=number < BOTTOM_BAR and item.daily,
        )
        for number, (item, url) in enumerate(pairs)
    ]


def _nearest(path: str, urls: list[str]) -> str | None:
    """The longest of `urls` that `path` lies under; the first page only matches itself."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default=None)
