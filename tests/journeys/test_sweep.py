"""Every page of every host in a browser: nobody is shut out, nothing covers anything, nothing is inline."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ambito.access.enums import Role
from tests.counting import MOST_QUERIES
from tests.crawl.scenes import key_of
from tests.eyes import faults
from tests.journeys.hands import Hands
from tests.journeys.pages import Screen, Walk
from tests.journeys.stage import Stage
from tests.journeys.world import made
from tests.markup import complaints_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# A form that a page sends by itself stays where it is.
STAY = "HTMLFormElement.prototype.submit = HTMLFormElement.prototype.requestSubmit = () => {}"
# What htmx fills; the tests below say where the focus is afterwards. `this` is what another town will see.
SWAPPED = {"#palette-list", "#id_person_list", "#chosen", "this"}


@pytest.mark.promise("Q24")
@pytest.mark.promise("Q28")
@pytest.mark.promise("Q29")
def test_every_page(stage: Stage, tmp_path: Path, figure: Callable[[str, str], None]) -> None:
    walk = Walk(made())
    assert walk.unseen == []
    windows = {who: _window(stage, *who) for who in {(one.role, one.at) for one in walk.screens}}
    found: list[str] = []
    for screen in walk.screens:
        hands = windows[screen.role, screen.at]
        hands.ask(screen.path)
        found += [f"{screen}: {fault}" for fault in faults(hands.page)]
    found += [f"{one}: {one.queries} queries" for one in walk.screens if one.queries > MOST_QUERIES]
    found += complaints_of({str(screen): screen.html for screen in walk.screens}, tmp_path)
    figure("Q28", f"{len(walk.screens)} pages, {len(found)} violations")
    figure("Q24", f"the heaviest page {max(map(_weight, walk.screens)):.1f} KB, {_busiest(walk)}")
    assert not found, "\n".join(found)
    assert stage.noise() == []
    assert {name for one in walk.screens for name in re.findall('hx-target="([^"]+)"', one.html)} == SWAPPED


@pytest.mark.promise("Q28")
def test_focus_stays_where_one_writes(stage: Stage) -> None:
    """The lines below the field come and go, what is known of the chosen person comes: the cursor stays."""
    made()
    desk = stage.hands(Role.DESK_OPERATOR, "beta").let_in().open("/contatti/nuovo/")
    field = desk.page.get_by_role("combobox", name="Persona")
    field.press_sequentially("zanzib")
    expect(desk.page.locator("#id_person_list [role=option]").first).to_be_visible()
    expect(field).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.page.locator("#chosen > *").first.wait_for()
    expect(field).to_be_focused()
    desk.page.keyboard.press("Control+k")
    searched = desk.page.get_by_role("combobox", name="Cerca o esegui un comando")
    expect(desk.page.locator("#palette-list [role=option]").first).to_be_visible()
    expect(searched).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(field).to_be_focused()
    assert stage.noise() == []


@pytest.mark.promise("Q28")
def test_focus_stays_while_the_preview_comes(stage: Stage) -> None:
    """A box is ticked by keyboard: the list that it stands in is drawn anew, and so is what they will see."""
    made()
    path = f"/cartelle/{key_of('cases.case')}/invia/"
    page = stage.hands(Role.SOCIAL_WORKER, "beta").let_in().open(path).page
    box = page.locator("#goes input[type=checkbox]").first
    before = box.is_checked()
    box.focus()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Space")
    expect(page.locator("#seen[aria-busy]")).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_be_checked(checked=not before)
    assert stage.noise() == []


def _window(stage: Stage, role: str, at: str) -> Hands:
    hands = stage.hands(role, at).let_in()
    hands.page.add_init_script(STAY)
    return hands


def _weight(screen: Screen) -> float:
    """Kilobytes of the document as it travels; styles and scripts are the same for all (see test_static)."""
    return len(gzip.compress(screen.html.encode())) / 1000


def _busiest(walk: Walk) -> str:
    busiest = max(walk.screens, key=lambda screen: screen.queries)
    return f"the busiest asks {busiest.queries} queries ({busiest.route.name})"
