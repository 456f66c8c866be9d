"""What we say after the fact. A message travels as a code and ids, and becomes words only when it is shown.

The cookie between two pages therefore holds no name, no text and nothing of anybody's life.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest

from ambito.web.day_words import day_in_full
from ambito.web.hooks import Text

Param = int | str | UUID | date
CODE = re.compile(r"[a-z0-9_.:-]{1,60}")
LEVELS = {"ok": messages.SUCCESS, "info": messages.INFO, "warn": messages.WARNING, "bad": messages.ERROR}
_registered: dict[str, Message] = {}


@dataclass(frozen=True, slots=True)
class Message:
    """`text` has %(name)s places, filled from the params or by `words`, which looks ids up when shown."""

    code: str
    text: Text
    level: str = "ok"
    words: Callable[[HttpRequest, Mapping[str, str]], Mapping[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    level: str


class Storage(CookieStorage):
    cookie_name = "__Host-messages"


def register(*every: Message) -> None:
    """From `AppConfig.ready()` of the app whose codes these are."""
    for message in every:
        if not CODE.fullmatch(message.code) or message.level not in LEVELS:
            raise ValueError(f"not a message: {message.code}")
        _registered[message.code] = message


def say(request: HttpRequest, code: str, **params: Param) -> None:
    """Show the message `code` on the next page. Params are numbers, days, ids or codes, never free text."""
    message = _registered[code]
    packed = json.dumps({"code": code, "with": {name: _safe(value) for name, value in params.items()}})
    messages.add_message(request, LEVELS[message.level], packed)


def said(request: HttpRequest) -> list[Said]:
    """The messages for this page, in words; they are then forgotten."""
    return [
        spoken for packed in messages.get_messages(request) if (spoken := _spoken(request, packed.message))
    ]


def _spoken(request: HttpRequest, packed: str) -> Said | None:
    content = json.loads(packed)
    message = _registered.get(content["code"])
    if message is None:
        return None
    params: dict[str, str] = {name: _shown(name, value) for name, value in content["with"].items()}
    if message.words:
        params.update(message.words(request, content["with"]))
    return Said(str(message.text) % params, message.level)


def _safe(value: Param) -> str | int:
    if isinstance(value, datetime):
        raise TypeError("say a day, not a moment")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return value
    text = str(value)
    if not CODE.fullmatch(text):
        raise ValueError("a message carries codes and ids, never text")
    return text


def _shown(name: str, value: str | int) -> str:
    return day_in_full(date.fromisoformat(str(value))) if name.endswith("_date") else str(value)
