"""What only a browser knows: axe, sideways scroll, the console, focus, the keyboard."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.eyes import axe, overlaps
from tests.markup import complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (320, 390, 1440)
CODES = ("400", "403", "csrf", "origin", "405", "409", "413", "429", "500", "503")
STATES = ("migrating", "suspended", "leaving")
PAGES = ["/_gallery/", "/_gallery/public/", "/nowhere/", *(f"/fail/{code}/" for code in CODES + STATES)]
SHOTS = os.environ.get("AMBITO_SHOTS")
# A busy machine is slow, not wrong.
expect.set_options(timeout=30_000)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page whose console must stay clean: a refused style or script is a line there."""
    context = chromium.new_context(
        locale="it-IT", ignore_https_errors=True, viewport={"width": 1440, "height": 900}
    )
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    noise: list[str] = []
    opened.on("console", lambda m: noise.append(m.text) if m.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: noise.append(str(error)))
    yield opened
    context.close()
    assert [line for line in noise if "server responded with a status of" not in line] == []


@pytest.mark.promise("Q28")
@pytest.mark.promise("Q29")
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_fits(page: Page, address: Callable[[str], str], path: str) -> None:
    page.goto(address(path))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        _shoot(page, path, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert axe(page) == [], width
        assert overlaps(page) == [], width


@pytest.mark.promise("Q28")
@pytest.mark.parametrize("path", ["/_gallery/", "/_gallery/public/", "/nowhere/"])
def test_markup_is_valid(page: Page, address: Callable[[str], str], path: str, tmp_path: Path) -> None:
    answer = page.goto(address(path))
    assert answer is not None
    assert complaints(answer.text(), tmp_path) == []


@pytest.mark.promise("Q28")
def test_errors_get_focus_title_and_links(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("/_gallery/"))
    page.get_by_role("textbox", name="Telefono").fill("333 010")
    page.get_by_role("button", name="Registra il contatto").click()
    summary = page.locator(".errors")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Errore: Componenti, Comune di Montelago")
    assert page.get_by_role("textbox", name="Telefono").input_value() == "333 010"
    assert axe(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        _shoot(page, "/errors/", width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    summary.get_by_role("link", name="Scrivi il cognome.").click()
    expect(page.get_by_label("Cognome")).to_be_focused()


@pytest.mark.promise("Q28")
def test_every_stop_of_the_keyboard_is_seen(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("/_gallery/"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Vai al contenuto")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
          const element = document.activeElement.closest(".chip") || document.activeElement;
          const { outlineStyle } = getComputedStyle(element);
          return outlineStyle !== "none" && element.getBoundingClientRect().width > 0;
        }""")
        assert seen, page.evaluate("document.activeElement.outerHTML")


@pytest.mark.promise("Q28")
def test_palette_by_keyboard_alone(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("/_gallery/"))
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Cerca o esegui un comando")
    options = page.locator("#palette-list [role=option]")
    expect(field).to_be_focused()
    expect(options).to_have_count(2)
    assert axe(page) == []
    _shoot(page, "/palette/", 1440)
    for key, number in (("ArrowDown", 2), ("ArrowDown", 1), ("ArrowUp", 2)):
        page.keyboard.press(key)
        expect(field).to_have_attribute("aria-activedescendant", f"palette-{number}")
        expect(options.nth(number - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.type("pubb")
    expect(options).to_have_text([re.compile("Pagina pubblica")])
    expect(field).to_have_attribute("aria-activedescendant", "palette-1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/_gallery/public/")


@pytest.mark.promise("Q28")
def test_palette_gives_focus_back(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("/_gallery/"))
    before = page.get_by_label("Cognome")
    before.focus()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Cerca o esegui un comando")).to_be_focused()
    page.keyboard.press("Escape")
    expect(before).to_be_focused()


@pytest.mark.promise("Q28")
def test_palette_of_a_quick_hand_is_filled(page: Page, address: Callable[[str], str]) -> None:
    """Ctrl K comes as soon as our scripts have run: htmx takes hold of the page a moment later."""
    page.add_init_script("""document.addEventListener("DOMContentLoaded", () => document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true })));""")
    page.goto(address("/_gallery/"))
    expect(page.locator("#palette-list [role=option]")).to_have_count(2, timeout=5000)


@pytest.mark.promise("Q28")
def test_enter_takes_nothing_of_what_was_found_before(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("/_gallery/"))
    page.keyboard.press("Control+k")
    options = page.locator("#palette-list [role=option]")
    expect(options).to_have_count(2)
    page.route("**/_palette/", lambda _route: None)
    page.keyboard.type("pubb")
    page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name="Cerca o esegui un comando")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    expect(page).to_have_url(re.compile("/_gallery/$"))


@pytest.mark.promise("Q28")
def test_escape_gives_focus_back(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("/_gallery/"))
    opener = page.get_by_role("button", name="Chiudi il progetto")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Chiudere il progetto?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def kept_drafts(page: Page, status: int = 204) -> list[dict[str, list[str]]]:
    """What the page sends by itself to be kept, which here nobody keeps."""
    sent: list[dict[str, list[str]]] = []

    def answer(route: Route) -> None:
        said = parse_qs(route.request.post_data or "")
        if "said" not in said:
            return route.continue_()
        sent.append(said)
        return route.fulfill(status=status)

    page.route("**/_gallery/", answer)
    return sent


@pytest.mark.promise("Q30")
def test_draft_saves_itself_and_says_when(page: Page, address: Callable[[str], str]) -> None:
    sent = kept_drafts(page)
    page.goto(address("/_gallery/"))
    page.get_by_label("Cognome").fill("Moretti")
    page.keyboard.press("Tab")
    status = page.locator("form:has([data-keep]) [data-draft-status]")
    expect(status).to_have_text(re.compile(r"^Bozza salvata alle \d{1,2}:\d\d$"))
    assert len(sent) == 1
    assert sent[0]["page"] == ["/_gallery/"]
    said = parse_qs(sent[0]["said"][0])
    assert said["surname"] == ["Moretti"]
    assert not {"csrfmiddlewaretoken", "idempotency_key", "draft"} & set(said)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.promise("Q30")
def test_draft_is_taken_up_and_goes_on(page: Page, address: Callable[[str], str]) -> None:
    sent = kept_drafts(page)
    page.goto(address("/_gallery/"))
    offer = page.locator("[data-kept]")
    key = offer.get_attribute("data-kept")
    assert page.get_by_label("Cognome").input_value() == ""
    page.get_by_role("button", name="Riprendi la bozza").click()
    expect(page.get_by_label("Cognome")).to_be_focused()
    assert page.get_by_label("Cognome").input_value() == "Riva"
    assert page.get_by_label("In poche parole").input_value() == "Prima riga"
    expect(offer).to_have_count(0)
    page.get_by_label("In poche parole").fill("Prima riga, e la seconda")
    page.keyboard.press("Tab")
    expect(page.locator("form:has([data-keep]) [data-draft-status]")).to_contain_text("Bozza salvata alle")
    assert sent[-1]["draft"] == [key]


@pytest.mark.promise("Q30")
def test_draft_that_nobody_keeps_is_said(page: Page, address: Callable[[str], str]) -> None:
    kept_drafts(page, status=500)
    page.goto(address("/_gallery/"))
    page.get_by_label("Cognome").fill("Moretti")
    page.keyboard.press("Tab")
    expect(page.locator("form:has([data-keep]) [data-draft-status]")).to_contain_text("Bozza non salvata")


@pytest.mark.promise("Q30")
def test_session_that_ends_in_mid_form_keeps_the_text(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("/_gallery/"))
    page.route("**/_pulse/", lambda route: route.fulfill(status=401))
    page.get_by_label("Cognome").fill("Moretti")
    page.get_by_role("button", name="Registra il contatto").click()
    dialog = page.get_by_role("dialog", name="La sessione è finita")
    expect(dialog).to_be_visible()
    _shoot(page, "/session/", 1440)
    dialog.get_by_role("button", name="Ho fatto l’accesso: salva").click()
    expect(dialog.get_by_text("Non hai ancora fatto l’accesso")).to_be_visible()
    page.unroute("**/_pulse/")
    dialog.get_by_role("button", name="Ho fatto l’accesso: salva").click()
    expect(page.locator(".errors")).to_be_focused()
    assert page.get_by_label("Cognome").input_value() == "Moretti"


@pytest.mark.promise("Q30")
def test_server_that_does_not_answer_loses_nothing(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("/_gallery/"))
    page.route("**/_pulse/", lambda route: route.fulfill(status=502))
    page.get_by_label("Cognome").fill("Moretti")
    page.get_by_role("button", name="Registra il contatto").click()
    expect(page.locator("#toast")).to_contain_text("Il testo è ancora qui")
    assert page.get_by_label("Cognome").input_value() == "Moretti"
    expect(page.get_by_role("button", name="Registra il contatto")).to_be_enabled()


def test_form_sent_twice_leaves_once(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("/_gallery/"))
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Registra il contatto").dblclick()
    expect(page.locator(".errors")).to_be_focused()
    assert len(posts) == 1


def test_ctrl_enter_saves(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("/_gallery/"))
    page.get_by_label("In poche parole").press("Control+Enter")
    expect(page.locator(".errors")).to_be_focused()


def _shoot(page: Page, path: str, width: int) -> None:
    """Pictures for the eyes, where AMBITO_SHOTS names a folder."""
    if SHOTS:
        page.screenshot(
            path=f"{SHOTS}/{path.strip('/').replace('/', '-') or 'home'}-{width}.png", full_page=True
        )
