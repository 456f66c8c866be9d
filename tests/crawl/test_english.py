"""Whoever asks for English reads English: no Italian word of ours is left on any page.

The Italian words are those of the catalogues and of the code lists, so a new one is looked for by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest

from ambito.project.catalogue import CATALOGUE
from ambito.tenancy.context import enter
from ambito.tenancy.seats import Seat
from consortium.catalogue import queries
from tests.crawl.routes import Route, decisions, routes
from tests.crawl.scenes import fill
from tests.house.tree import ROOT, app_folders
from tests.people import client_of, signed_in, who

GetSeat = Callable[[str], Seat]
HERE = {
    "town": ("alpha", ("coordinator", "social_worker", "town_admin", "desk_operator")),
    "consortium": ("north", ("consortium_manager", "consortium_desk", "consortium_admin")),
    "cooperative": ("vela", ("coop_manager", "coop_worker")),
}
SPOKEN = ("alt", "aria-label", "content", "data-l", "placeholder", "title", "value")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w*\}|<[^>]+>")
# A shorter word may be a name or a code.
SHORTEST = 5


class Words(HTMLParser):
    """What a page says, seen or heard."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.said += [value for name, value in attrs if name in SPOKEN and value]


def words_of(page: str) -> str:
    words = Words()
    words.feed(page)
    return "\n".join(" ".join(part.split()) for part in words.said)


@cache
def italian() -> frozenset[str]:
    """Words that a page in English never says; those that both languages have are left out."""
    pairs = [*catalogued(), *listed()]
    english = "\n".join(words.lower() for words, _ in pairs)
    parts = {part.strip() for _, words in pairs for part in PLACEHOLDER.split(words)}
    return frozenset(part for part in parts if len(part) >= SHORTEST and part.lower() not in english)


def catalogued() -> Iterator[tuple[str, str]]:
    for app in app_folders(ROOT):
        path = Path(app) / CATALOGUE
        for entry in polib.pofile(str(path)) if path.exists() else ():
            yield entry.msgid, entry.msgstr
            for number, words in entry.msgstr_plural.items():
                yield (entry.msgid_plural if number else entry.msgid), words


def listed() -> Iterator[tuple[str, str]]:
    for name in queries.lists():
        for code in queries.codes(name):
            yield code.label_en, code.label_it
            if "domain_label_it" in code.more:
                yield code.more["domain_label_en"], code.more["domain_label_it"]


def left_over(page: str) -> list[str]:
    said = words_of(page)
    return sorted(
        words for words in italian() if words in said and re.search(rf"\b{re.escape(words)}(?!\w)", said)
    )


def pages(kind: str) -> Iterator[Route]:
    """All but the gallery of components, a page for developers whose examples are Italian."""
    return (route for route in routes() if route.kind == kind and not route.name.startswith("web:gallery"))


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(
    ("kind", "role"), [(kind, role) for kind, (_, roles) in HERE.items() for role in roles]
)
def test_a_page_in_english_has_no_italian_left(kind: str, role: str, seat: GetSeat) -> None:
    here, found = HERE[kind][0], {}
    alpha = seat("alpha")
    with enter(alpha):
        fill("alpha", user_id=who(role, here).id)
    for route in pages(kind):
        client = signed_in(role, at=here)
        path = decisions()[route.kind, route.name].path(route)
        for method in ("GET", "POST"):
            answer = client.generic(method, path, headers={"accept-language": "en"})
            if answer.headers.get("content-type", "").startswith("text/html") and left_over(answer.text):
                found[f"{method} {route.name}"] = left_over(answer.text)
    assert not found, "\n".join(f"{page}: {words}" for page, words in found.items())


def test_an_italian_page_is_full_of_what_is_looked_for(seat: GetSeat) -> None:
    seat("alpha")
    page = client_of("alpha").get("/sign-in/", headers={"accept-language": "it"}).text
    assert {"Accedi"} <= set(left_over(page))
    assert left_over(client_of("alpha").get("/sign-in/", headers={"accept-language": "en"}).text) == []
