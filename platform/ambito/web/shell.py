"""The frame of every page, gathered at most once per request from what the apps registered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ambito.tenancy.context import current_or_none
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


class Shell(Protocol):
    """What the templates of the frame read."""

    @property
    def place(self) -> Place | None: ...
    @property
    def places(self) -> list[PlaceLink]: ...
    @property
    def person(self) -> Person | None: ...
    @property
    def daily(self) -> list[ShellItem]: ...
    @property
    def settings(self) -> list[ShellItem]: ...
    @property
    def bell(self) -> ShellBell | None: ...
    @property
    def footer(self) -> list[Link]: ...
    @property
    def sign_in_url(self) -> str: ...
    @property
    def demo(self) -> bool: ...


class RequestShell:
    """Each part is asked for when a template shows it: a page outside of the Ente counts nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def place(self) -> Place | None:
        return next((place for ask in hooks.place if (place := ask(self._request))), None)

    @cached_property
    def places(self) -> list[PlaceLink]:
        return [link for ask in hooks.places for link in ask(self._request)]

    @cached_property
    def person(self) -> Person | None:
        return next((person for ask in hooks.person if (person := ask(self._request))), None)

    @cached_property
    def daily(self) -> list[ShellItem]:
        return _shown(self._request, (item for item in self._items if item.daily))

    @cached_property
    def settings(self) -> list[ShellItem]:
        return _shown(self._request, (item for item in self._items if not item.daily))

    @cached_property
    def bell(self) -> ShellBell | None:
        bells = (ShellBell(reverse(bell.url_name), bell.unread(self._request)) for bell in hooks.bell)
        return next(bells, None)

    @cached_property
    def footer(self) -> list[Link]:
        return [link for ask in hooks.footer for link in ask(self._request)]

    @cached_property
    def sign_in_url(self) -> str:
        return next((ask(self._request) for ask in hooks.sign_in_url), "")

    @property
    def demo(self) -> bool:
        """Whether people and figures of this deployment are invented."""
        return bool(settings.AMBITO_DEMO)

    @cached_property
    def _items(self) -> list[NavItem]:
        return visible_items(self._request)


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor. A page without the shell (an error page) asks nobody anything."""
    return {"shell": shell_of(request)}


def shell_of(request: HttpRequest) -> RequestShell:
    return RequestShell(request)


def visible_items(request: HttpRequest) -> list[NavItem]:
    """The navigation of this kind of host that this person may use, in order."""
    kind = seat_of_request(request).kind
    items = (item for item in hooks.navigation if kind in item.kinds and _may_use(request, item))
    return sorted(items, key=lambda item: item.order)


def _may_use(request: HttpRequest, item: NavItem) -> bool:
    if item.capability is None:
        return True
    return any(allowed(request, item.capability) for allowed in hooks.allowed)


def inside_an_ente() -> bool:
    """Only there can anything be counted: pages of signing in run as nobody's Ente."""
    entered = current_or_none()
    return entered is not None and entered.seat is not None


def _shown(request: HttpRequest, items: Iterable[NavItem]) -> list[ShellItem]:
    pairs = [(item, reverse(item.url_name)) for item in items]
    here = _nearest(request.path, [url for _, url in pairs])
    return [
        ShellItem(
            label=str(item.label),
            short=str(item.short or item.label),
            url=url,
            icon=item.icon,
            count=item.count(request) if item.count and inside_an_ente() else 0,
            current=url == here,
            bottom=number < BOTTOM_BAR and item.daily,
        )
        for number, (item, url) in enumerate(pairs)
    ]


def _nearest(path: str, urls: list[str]) -> str | None:
    """The longest of `urls` that `path` lies under; the first page only matches itself."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default=None)
