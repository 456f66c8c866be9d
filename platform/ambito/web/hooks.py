"""What the shell asks of the rooms and floors above it: each registers in its `AppConfig.ready()`.

Nothing here is required: what nobody registered is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise

from ambito.tenancy.hooks import Hook
from ambito.tenancy.seats import Kind

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One line of the left navigation; the first five daily ones make the bottom bar of small screens.

    `capability` is a code of the decision table; an item that needs one is hidden until `allowed` says yes.
    """

    label: Text
    url_name: str
    icon: str
    order: int
    kinds: frozenset[Kind]
    short: Text | None = None
    capability: str | None = None
    daily: bool = True
    count: Callable[[HttpRequest], int] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An Ente as people read it. `prefix` is "Comune di", `hue` one of t-00 … t-10."""

    prefix: str
    name: str
    letters: str
    hue: str

    @property
    def title(self) -> str:
        return f"{self.prefix} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A way to another place of work. `note` says how much waits there and when, never whose."""

    place: Place
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in."""

    name: str
    initials: str
    role: str
    url: str


@dataclass(frozen=True, slots=True)
class Bell:
    url_name: str
    unread: Callable[[HttpRequest], int]


@dataclass(frozen=True, slots=True)
class Link:
    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the command palette."""

    label: Text
    url: str
    icon: str
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A box that an app adds to a page of another one; `render` answers None when it has nothing to say."""

    page: str
    order: int
    render: Callable[[HttpRequest, object], str | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that its author left on a page. `said` is the form as it would be sent (urlencoded)."""

    id: UUID
    said: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Drafts:
    """Where a form keeps what is typed: `id` is the draft of this form, `kept` what was left before.

    `keep_url` takes `draft`, `page` and `said` by POST, `drop_url` takes `draft`.
    """

    id: UUID
    keep_url: str
    drop_url: str
    kept: Sequence[Kept]


navigation: Hook[NavItem] = Hook("web.navigation")
panels: Hook[Panel] = Hook("web.panels")
allowed: Hook[Callable[[HttpRequest, str], bool]] = Hook("web.allowed")
place: Hook[Callable[[HttpRequest], Place | None]] = Hook("web.place")
places: Hook[Callable[[HttpRequest], Sequence[PlaceLink]]] = Hook("web.places")
person: Hook[Callable[[HttpRequest], Person | None]] = Hook("web.person")
signed_in: Hook[Callable[[HttpRequest], bool]] = Hook("web.signed_in")
sign_in_url: Hook[Callable[[HttpRequest], str]] = Hook("web.sign_in_url")
drafts: Hook[Callable[[HttpRequest], Drafts | None]] = Hook("web.drafts")
bell: Hook[Bell] = Hook("web.bell")
footer: Hook[Callable[[HttpRequest], Iterable[Link]]] = Hook("web.footer")
palette_search: Hook[Callable[[HttpRequest, str], Iterable[Hit]]] = Hook("web.palette_search")
