"""The catalogue check finds what a translator would miss."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from ambito.project import catalogue, messages

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
A = _("Write the reason.")
B = ngettext("%(n)s hour", "%(n)s hours", 3)
C = pgettext("of a case", "open")
"""
TEMPLATE = """
{% load i18n %}<p title="{% translate "Close" %}">{{ x|default:_("nobody") }}</p>
{% blocktranslate count n=n trimmed %}
  {{ n }} case{% plural %}{{ n }} cases
{% endblocktranslate %}
{% translate "open" context "of a door" %}
"""
ITALIAN = {
    "Write the reason.": "Scrivi il motivo.",
    "%(n)s hour": {0: "%(n)s ora", 1: "%(n)s ore"},
    "open": "aperto",
    "Close": "Chiudi",
    "nobody": "nessuno",
    "%(n)s case": {0: "%(n)s caso", 1: "%(n)s casi"},
}


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An app with a complete catalogue."""
    (tmp_path / "templates/loft").mkdir(parents=True)
    (tmp_path / "apps.py").write_text("")
    (tmp_path / "views.py").write_text(PYTHON)
    (tmp_path / "templates/loft/page.html").write_text(TEMPLATE)
    catalogue.update([tmp_path])
    with_catalogue(tmp_path, translate)
    return tmp_path


def with_catalogue(app: Path, change: object) -> None:
    path = app / catalogue.CATALOGUE
    po = polib.pofile(str(path))
    change(po)  # type: ignore[operator]
    po.save(str(path))


def translate(po: polib.POFile) -> None:
    for entry in po:
        text = ITALIAN[entry.msgid]
        if isinstance(text, dict):
            entry.msgstr_plural = text
        else:
            entry.msgstr = text


def one(po: polib.POFile, msgid: str = "Write the reason.") -> polib.POEntry:
    return next(entry for entry in po if entry.msgid == msgid)


@pytest.mark.promise("Q31")
def test_the_catalogues_of_the_product_are_complete() -> None:
    assert catalogue.check() == []


def test_messages_of_python_and_templates_are_found(app: Path) -> None:
    found = {(message.context, message.msgid, message.plural) for message in messages.of_app(app)}
    assert found == {
        (None, "Write the reason.", ""),
        (None, "%(n)s hour", "%(n)s hours"),
        ("of a case", "open", ""),
        (None, "Close", ""),
        (None, "nobody", ""),
        (None, "%(n)s case", "%(n)s cases"),
        ("of a door", "open", ""),
    }


def test_a_complete_catalogue_passes_and_compiles_once(app: Path) -> None:
    assert catalogue.check([app]) == []
    assert catalogue.update([app]) == []
    assert (catalogue.compile_all([app]), catalogue.compile_all([app])) == (1, 0)
    compiled = polib.mofile(str((app / catalogue.CATALOGUE).with_suffix(".mo")))
    assert one(compiled).msgstr == "Scrivi il motivo."


CHANGES = [
    ("missing", lambda po: po.remove(one(po))),
    ("not translated", lambda po: setattr(one(po), "msgstr", " ")),
    ("not translated", lambda po: one(po, "%(n)s hour").msgstr_plural.update({1: ""})),
    ("fuzzy", lambda po: one(po).flags.append("fuzzy")),
    ("obsolete", lambda po: setattr(one(po, "Close"), "obsolete", True)),
    ("used nowhere", lambda po: po.append(polib.POEntry(msgid="gone", msgstr="via"))),
    ("placeholders differ", lambda po: one(po, "%(n)s hour").msgstr_plural.update({1: "%(m)s ore"})),
    ("placeholders beyond", lambda po: one(po, "%(n)s hour").msgstr_plural.update({0: "%(m)s ora"})),
    ("needs 2 forms", lambda po: one(po, "%(n)s hour").msgstr_plural.pop(1)),
    ("plural in the catalogue", lambda po: setattr(one(po, "%(n)s hour"), "msgid_plural", "hourses")),
    ("ends like a sentence", lambda po: setattr(one(po), "msgstr", "Scrivi il motivo")),
    ("spaces around", lambda po: setattr(one(po), "msgstr", " Scrivi il motivo.")),
    ("not in UTF-8", lambda po: po.metadata.update({"Content-Type": "text/plain; charset=latin-1"})),
]


@pytest.mark.parametrize(
    ("said", "change"), CHANGES, ids=[f"{n}-{said}" for n, (said, _) in enumerate(CHANGES)]
)
def test_a_fault_is_found(app: Path, said: str, change: object) -> None:
    with_catalogue(app, change)
    assert any(said in finding for finding in catalogue.check([app])), catalogue.check([app])


@pytest.mark.parametrize(
    ("line", "said"),
    [('_("")', "empty message"), ("_(name)", "literal"), ('_(f"{name} is closed")', "literal")],
)
def test_a_message_that_cannot_be_translated_is_found(app: Path, line: str, said: str) -> None:
    (app / "tables.py").write_text(line)
    if said == "empty message":
        with_catalogue(app, lambda po: po.append(polib.POEntry(msgid="", msgstr="x")))
    assert any(said in finding for finding in catalogue.check([app])), catalogue.check([app])


def test_two_translations_of_one_message_are_found(
    app: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "apps.py").write_text('A = _("Close")')
    catalogue.update([other])
    with_catalogue(other, lambda po: setattr(one(po, "Close"), "msgstr", "Vicino"))
    assert any("in two ways" in finding for finding in catalogue.check([app, other]))


def test_update_adds_what_is_new_and_drops_what_is_gone(app: Path) -> None:
    (app / "views.py").write_text('A = _("Write the reason.")\nB = _("New")')
    changes = catalogue.update([app])
    assert f"{app.name}: + 'New'" in changes
    assert f"{app.name}: - '%(n)s hour'" in changes
    po = polib.pofile(str(app / catalogue.CATALOGUE))
    assert one(po).msgstr == "Scrivi il motivo."
