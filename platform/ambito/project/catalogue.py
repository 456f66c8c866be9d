"""The Italian catalogues: bring them up to date, check that they are complete, compile them.

Each app has its own `locale/it/LC_MESSAGES/django.po`, written by hand; the `.mo` beside it is made on
demand (by ./run, ./test and the image) and is not in the repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from ambito.project import messages
from ambito.project.messages import Message, NotLiteral

CATALOGUE = Path("locale/it/LC_MESSAGES/django.po")
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "it",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w*\}")
ENDS = (".", "?", "!", ":", "…")


def update(apps: Iterable[Path] | None = None) -> list[str]:
    """Add new messages (untranslated) and drop unused ones. Returns what was changed, one line each."""
    changes = []
    for app in _apps(apps):
        source = {message.key: message for message in messages.of_app(app)}
        catalogue = _open(app)
        known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
        new = [_entry(message) for key, message in source.items() if key not in known]
        gone = [entry for key, entry in known.items() if key not in source]
        changes += [f"{app.name}: + {entry.msgid!r}" for entry in new]
        changes += [f"{app.name}: - {entry.msgid!r}" for entry in gone]
        kept = [entry for key, entry in known.items() if key in source]
        if new or gone:
            _write(app, [*kept, *new], source)
    return changes


def check(apps: Iterable[Path] | None = None) -> list[str]:
    """Everything that is wrong with the catalogues, one sentence each; empty when they are complete."""
    folders = _apps(apps)
    return [*(finding for app in folders for finding in _of_app(app)), *_disagreements(folders)]


def compile_all(apps: Iterable[Path] | None = None) -> int:
    """Make every `.mo` that is missing or older than its `.po`. Returns how many."""
    made = 0
    for po in (app / CATALOGUE for app in _apps(apps)):
        mo = po.with_suffix(".mo")
        if po.exists() and (not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns):
            half = mo.with_suffix(f".{os.getpid()}")
            polib.pofile(str(po)).save_as_mofile(str(half))
            half.replace(mo)
            made += 1
    return made


def _apps(apps: Iterable[Path] | None) -> list[Path]:
    return list(messages.apps() if apps is None else apps)


def _open(app: Path) -> polib.POFile:
    path = app / CATALOGUE
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def _entry(message: Message) -> polib.POEntry:
    plural = {0: "", 1: ""} if message.plural else None
    return polib.POEntry(
        msgid=message.msgid, msgid_plural=message.plural, msgctxt=message.context, msgstr_plural=plural
    )


def _write(app: Path, entries: list[polib.POEntry], source: dict[tuple[str | None, str], Message]) -> None:
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = HEADER
    order = list(source)
    for entry in sorted(entries, key=lambda entry: order.index((entry.msgctxt, entry.msgid))):
        entry.occurrences = [(source[entry.msgctxt, entry.msgid].place, "")]
        catalogue.append(entry)
    (app / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(app / CATALOGUE))


def _of_app(app: Path) -> Iterator[str]:
    try:
        source = {message.key: message for message in messages.of_app(app)}
    except NotLiteral as error:
        yield f"{app.name}/{error}"
        return
    catalogue = _open(app)
    if source and "UTF-8" not in catalogue.metadata.get("Content-Type", ""):
        yield f"{app.name}: no catalogue, or not in UTF-8; run `ambito catalogue update`"
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    for key, message in source.items():
        if key not in entries:
            yield f"{app.name}/{message.place}: missing: {message.msgid!r}"
        else:
            yield from (
                f"{app.name}/{message.place}: {said}: {message.msgid!r}"
                for said in _of_entry(entries[key], message, catalogue)
            )
    yield from (f"{app.name}: obsolete: {entry.msgid!r}" for entry in catalogue.obsolete_entries())
    yield from (f"{app.name}: used nowhere: {msgid!r}" for _, msgid in entries.keys() - source.keys())


def _of_entry(entry: polib.POEntry, message: Message, catalogue: polib.POFile) -> Iterator[str]:
    texts = list(entry.msgstr_plural.values()) if message.plural else [entry.msgstr]
    if not message.msgid.strip():
        yield "empty message"
    if entry.fuzzy:
        yield "fuzzy"
    if not all(text.strip() for text in texts):
        yield "not translated"
        return
    if entry.msgid_plural != message.plural:
        yield "the plural in the catalogue is another"
    elif message.plural and len(texts) != _forms(catalogue):
        yield f"needs {_forms(catalogue)} forms"
    expected = _placeholders(message.msgid) | _placeholders(message.plural)
    if any(_placeholders(text) - expected or expected - _placeholders(text) for text in texts[-1:]):
        yield f"placeholders differ from {sorted(expected)}"
    if any(_placeholders(text) - expected for text in texts[:-1]):
        yield f"placeholders beyond {sorted(expected)}"
    if any(_end(text) != _end(message.msgid) for text in texts):
        yield "ends like a sentence in one language only"
    if any(text.strip() != text for text in texts) and message.msgid.strip() == message.msgid:
        yield "spaces around the translation"


def _forms(catalogue: polib.POFile) -> int:
    found = re.search(r"nplurals=(\d)", catalogue.metadata.get("Plural-Forms", ""))
    return int(found[1]) if found else 0


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _end(text: str) -> str:
    return next((end for end in ENDS if text.rstrip().endswith(end)), "")


def _disagreements(folders: list[Path]) -> Iterator[str]:
    """Django merges the catalogues of all apps: two translations of one message and one of them is lost."""
    seen: dict[tuple[str | None, str], tuple[str, str]] = {}
    for app in folders:
        for entry in _open(app):
            text = entry.msgstr or str(entry.msgstr_plural)
            other, said = seen.setdefault((entry.msgctxt, entry.msgid), (app.name, text))
            if text and said and text != said:
                yield f"{app.name} and {other}: {entry.msgid!r} in two ways; give one a pgettext context"
