from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import Seat
from ambito.web import hooks, palette
from ambito.web.hooks import Hit, NavItem, Place
from ambito.web.shell import shell_of

TOWN = frozenset({"town"})


@pytest.fixture
def request_(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, settings: object) -> HttpRequest:
    for hook in (
        hooks.navigation,
        hooks.allowed,
        hooks.place,
        hooks.places,
        hooks.person,
        hooks.palette_search,
    ):
        monkeypatch.setattr(hook, "_registered", [])
    request = rf.get("/_gallery/public/")
    request.seat = Seat(uuid7(), "test_e_000001", "test_e_000001", "town", None)  # type: ignore[attr-defined]
    return request


def item(label: str, order: int = 1, **more: object) -> NavItem:
    values = {"url_name": "web:gallery", "icon": "day", "kinds": TOWN, **more}
    return NavItem(label=label, order=order, **values)  # type: ignore[arg-type]


def test_nobody_registered_nothing_shown(request_: HttpRequest) -> None:
    shell = shell_of(request_)
    assert (shell.place, shell.person, shell.bell, shell.daily) == (None, None, None, [])


def test_items_follow_host_order_and_place(request_: HttpRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ambito.web.shell.inside_an_ente", lambda: True)
    hooks.navigation.register(item("Seconda", 2, url_name="web:gallery-public"))
    hooks.navigation.register(item("Prima", 1, count=lambda _: 6))
    hooks.navigation.register(item("Consorzio", kinds=frozenset({"consortium"})))
    hooks.navigation.register(item("Impostazioni", daily=False))
    shell = shell_of(request_)
    assert [entry.label for entry in shell.daily] == ["Prima", "Seconda"]
    assert [entry.current for entry in shell.daily] == [False, True]
    assert shell.daily[0].count == 6
    assert [entry.label for entry in shell.settings] == ["Impostazioni"]


def test_only_five_items_fit_the_bottom_bar(request_: HttpRequest) -> None:
    for number in range(7):
        hooks.navigation.register(item(f"Voce {number}", number))
    assert [entry.bottom for entry in shell_of(request_).daily] == [True] * 5 + [False] * 2


def test_what_needs_a_right_is_hidden_until_somebody_says_yes(request_: HttpRequest) -> None:
    hooks.navigation.register(item("Ore", capability="hours.read"))
    assert shell_of(request_).daily == []
    hooks.allowed.register(lambda _, code: code == "hours.read")
    assert [entry.label for entry in shell_of(request_).daily] == ["Ore"]


def test_place_is_the_first_answer(request_: HttpRequest) -> None:
    hooks.place.register(lambda _: None)
    hooks.place.register(lambda _: Place("Comune di", "Montelago", "ML", "t-03"))
    place = shell_of(request_).place
    assert place is not None
    assert place.title == "Comune di Montelago"


def test_palette_finds_pages_and_asks_the_apps_from_the_second_letter(request_: HttpRequest) -> None:
    asked: list[str] = []

    def search(_: HttpRequest, typed: str) -> list[Hit]:
        asked.append(typed)
        return [Hit("Moretti Anna", "/people/1/", "people")]

    hooks.navigation.register(item("Ore"))
    hooks.palette_search.register(search)
    assert [hit.label for hit in palette.hits(request_, "o")] == ["Ore"]
    assert [hit.label for hit in palette.hits(request_, "mo")] == ["Moretti Anna"]
    assert asked == ["mo"]


def test_a_part_that_is_not_shown_is_not_asked_for(request_: HttpRequest) -> None:
    """Pages of signing in do not run as the Ente: nothing of the navigation can be counted there."""

    def refused(request: HttpRequest) -> int:
        raise AssertionError("counted outside of the Ente")

    hooks.navigation.register(item("Sportello", count=refused))
    shell = shell_of(request_)
    assert (shell.place, shell.places, shell.sign_in_url) == (None, [], shell.sign_in_url)
    assert [entry.count for entry in shell.daily] == [0]


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.parametrize("path", ["/_gallery/", "/_gallery/public/"])
def test_every_page_of_a_demonstration_says_so(
    client: Client, seat: Callable[[str], Seat], settings: Settings, path: str, *, demo: bool
) -> None:
    settings.AMBITO_DEMO = demo
    page = client.get(path, headers={"host": "alpha.ambito.test"}).content.decode()
    assert ("persone e cifre sono inventate" in page) == demo
