"""What a page leads to: its addresses, and its forms filled in as somebody who writes would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse
from django.utils import timezone

ADDRESS_HEADERS = ("Location", "Content-Location", "Link", "HX-Redirect", "HX-Location", "HX-Push-Url")
ADDRESS = re.compile(
    r'\s(?:href|action|formaction|src|hx-(?:get|post|put|delete|push-url)|data-[a-z-]*(?:url|href))="([^"]*)"'
)
FREE = {"text", "search", "email", "tel", "url", "password", "textarea"}


def addresses(answer: HttpResponse) -> Iterator[str]:
    """Every address that an answer sends a browser to, or could."""
    yield from (answer.headers[name] for name in ADDRESS_HEADERS if name in answer.headers)
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        yield from ADDRESS.findall(answer.content.decode())


@dataclass
class Form:
    """`fields` are its names and what is sent under them; `typed` are those with free text."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


def forms(answer: HttpResponse, text: str) -> list[Form]:
    """The forms of a page, every free field holding `text`."""
    reader = _Reader(text)
    reader.feed(answer.content.decode())
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = said.get("hx-post") or said.get("action") or said.get("hx-get", "")
            method = "post" if "hx-post" in said else said.get("method", "get").lower()
            self._form = Form(action, method)
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(self._form, tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def _field(self, form: Form, tag: str, said: dict[str, str]) -> None:
        name = said.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and said.get("value"):
            form.fields.setdefault(self._select, [said["value"]])
        elif name and tag in {"input", "textarea", "button"} and "disabled" not in said:
            self._write(form, name, "textarea" if tag == "textarea" else said.get("type", "text"), said)

    def _write(self, form: Form, name: str, kind: str, said: dict[str, str]) -> None:
        if kind in FREE:
            form.typed.append(name)
            form.fields[name] = [self.text]
        elif kind == "checkbox":
            form.fields.setdefault(name, []).append(said.get("value", "on"))
        elif kind == "date":
            form.fields[name] = [timezone.localdate().isoformat()]
        elif kind in {"number", "time", "month"}:
            form.fields[name] = [{"number": "1", "time": "09:00"}.get(kind, f"{timezone.localdate():%Y-%m}")]
        else:
            form.fields.setdefault(name, [said.get("value", "")])
