"""Translatable messages of the product's Python and templates, without GNU gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.utils.translation.template import templatize

PACKAGES = ("ambito", "consortium", "town")
# Position of message, plural and context in the arguments of each function.
SINGULAR, PLURAL, CONTEXT = (0, None, None), (0, 1, None), (1, None, 0)
FUNCTIONS: dict[str, tuple[int, int | None, int | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), SINGULAR),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (1, 2, 0)),
}
CALL = re.compile(r"\b(?:_|n?p?gettext)\(")


@dataclass(frozen=True, slots=True)
class Message:
    """One msgid as a catalogue knows it, with the first place that uses it."""

    msgid: str
    plural: str
    context: str | None
    place: str

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.msgid


class NotLiteral(ValueError):
    """A message that is only known at run time cannot be translated."""


def apps() -> Iterator[Path]:
    """Folders of the product's Django apps."""
    for package in PACKAGES:
        root = Path(import_module(package).__path__[0])
        yield from (path.parent for path in sorted(root.rglob("apps.py")) if path.parent.name != "settings")


def of_app(app: Path) -> list[Message]:
    """Messages of an app in order of file, each once; an app inside it has its own."""
    found: dict[tuple[str | None, str], Message] = {}
    for path in sorted(app.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and _home(path) == app and "migrations" not in path.parts:
            for message in of_file(path, path.relative_to(app).as_posix()):
                found.setdefault(message.key, message)
    return list(found.values())


def of_file(path: Path, place: str) -> Iterator[Message]:
    text = path.read_text()
    if path.suffix == ".py":
        yield from _calls(ast.parse(text), place)
    elif "templates" in path.parts:
        for call in _fragments(templatize(text)):
            yield from _calls(call, place)


def _home(path: Path) -> Path | None:
    return next((folder for folder in path.parents if (folder / "apps.py").exists()), None)


def _calls(tree: ast.AST, place: str) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in FUNCTIONS:
                yield _message(node, FUNCTIONS[name], place)


def _message(node: ast.Call, positions: tuple[int, int | None, int | None], place: str) -> Message:
    message, plural, context = (
        None if position is None else _literal(node, position, place) for position in positions
    )
    return Message(message or "", plural or "", context, place)


def _literal(node: ast.Call, position: int, place: str) -> str:
    argument = node.args[position] if len(node.args) > position else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise NotLiteral(f"{place}:{node.lineno} {ast.unparse(node)}: a message is a literal string")


def _fragments(text: str) -> Iterator[ast.AST]:
    """The gettext calls that `templatize` leaves in a template."""
    for match in CALL.finditer(text):
        end = text.find(")", match.end())
        while end != -1:
            try:
                yield ast.parse(text[match.start() : end + 1].strip())
            except SyntaxError:
                end = text.find(")", end + 1)
            else:
                break
