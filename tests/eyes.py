"""What is wrong with a page in a browser: axe, sideways scroll, things on top of each other, the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NARROW, WIDE, HEIGHT = 320, 1440, 900
ASIDE = ".vh, dialog, svg, .actbar, table.cards thead"  # hidden, or meant to float
OVERLAPS = """(aside) => {
  const boxes = [...document.querySelectorAll(
      "main :is(h1, h2, h3, p, a, label, button, input, select, textarea, summary, th, td, .badge)")]
    .filter((e) => e.checkVisibility() && !e.closest(aside)
      && (e.textContent.trim() || e.matches("select, textarea, input:not([type=radio], [type=checkbox])")))
    .map((e) => [e, e.getBoundingClientRect()]);
  const beside = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1;
  const above = (a, b) => a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
  const words = (e) => e.textContent.trim().slice(0, 30) || e.name || e.localName;
  return boxes.flatMap(([e, a], i) => boxes.slice(i + 1)
    .filter(([f, b]) => !e.contains(f) && !f.contains(e) && !beside(a, b) && !above(a, b))
    .map(([f]) => words(e) + " / " + words(f)));
}"""
SIDEWAYS = """(width) => document.documentElement.scrollWidth <= width ? [] :
  [...document.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1)
    .map((e) => e.outerHTML.slice(0, 120)).slice(-3)"""
VIOLATIONS = {"resultTypes": ["violations"]}
STOP = "document.activeElement.outerHTML.slice(0, 120)"


def faults(page: Page) -> list[str]:
    """One line each, of the page as it has just been opened; none is what is promised."""
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    narrow = [*_by_keyboard(page), *_headings(page), *_at(page, NARROW)]
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    return [*narrow, *_at(page, WIDE), *axe(page)]


def axe(page: Page) -> list[str]:
    """What axe-core finds, with the first elements that it is about."""
    found = Axe().run(page, options=VIOLATIONS).response["violations"]
    return [f"axe {one['id']}: {[node['html'][:160] for node in one['nodes'][:2]]}" for one in found]


def overlaps(page: Page) -> list[str]:
    """Pairs of things in the page that cover each other."""
    pairs: list[str] = page.evaluate(OVERLAPS, ASIDE)
    return pairs


def _by_keyboard(page: Page) -> Iterator[str]:
    """The first stop leads past the frame."""
    page.keyboard.press("Tab")
    stop: str = page.evaluate(STOP)
    if 'class="skip"' not in stop:
        yield f"first stop: {stop}"


def _headings(page: Page) -> Iterator[str]:
    count = page.locator("h1:visible").count()
    if count != 1:
        yield f"{count} headings of the first level"


def _at(page: Page, width: int) -> Iterator[str]:
    for words in page.evaluate(SIDEWAYS, width):
        yield f"wider than {width}: {words}"
    for words in overlaps(page):
        yield f"on top of each other at {width}: {words}"
