from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from ambito.tenancy import hosts, middleware
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from ambito.web import hooks, palette
from ambito.web.hooks import Drafts, Kept, NavItem
from tests import site
from tests.towns import BASE

HOST = f"alpha.{BASE}"
PAGES = [
    NavItem(label=label, url_name=name, icon="day", order=1, kinds=frozenset({"town"}))
    for label, name in (("Componenti", "web:gallery"), ("Pagina pubblica", "web:gallery-public"))
]


def one_left(request: HttpRequest) -> Drafts:
    """A draft left on the gallery, and where a new one is kept."""
    left = Kept(
        uuid7(), "surname=Riva&channel=phone&text=Prima+riga", datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
    )
    kept = [left] if request.method == "GET" else []
    return Drafts(id=uuid7(), keep_url="/_gallery/", drop_url="/_gallery/", kept=kept)


def without_shell(patch: pytest.MonkeyPatch) -> None:
    """Nobody says where we are or who is signed in: the gallery invents both."""
    for hook in (
        hooks.place,
        hooks.places,
        hooks.person,
        hooks.signed_in,
        hooks.sign_in_url,
        hooks.palette_search,
    ):
        patch.setattr(hook, "_registered", [])


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client on a town's host whose views need no database; it speaks like a browser on our own page."""
    seat = Seat(uuid7(), "test_e_000001", "test_e_000001", "town", None)
    monkeypatch.setattr(middleware, "seat_for_host", lambda host: seat if host == HOST else None)
    monkeypatch.setitem(settings.AMBITO_URLCONFS, "town", "tests.ambito.web.urls")
    without_shell(monkeypatch)
    return Client(headers={"host": HOST, "sec-fetch-site": "same-origin"}, raise_request_exception=False)


@pytest.fixture(scope="module")
def address(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[str], str]]:
    """`address("/_gallery/")`: a page of town Alpha on a running server."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), site.served() as port:
        patch.setitem(settings.AMBITO_URLCONFS, "town", "tests.ambito.web.urls")
        patch.setattr(hooks.navigation, "_registered", PAGES)
        patch.setattr(hooks.drafts, "_registered", [one_left])
        without_shell(patch)
        # The gallery is nobody's: there the palette opens without signing in.
        patch.setattr(palette.palette, "ambito_public", True, raising=False)
        hosts.forget()
        yield lambda path: f"https://{HOST}:{port}{path}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with site.browser() as started:
        yield started
