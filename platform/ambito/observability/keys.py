"""The allow-list of log lines: a key that is not here never reaches one, nor does a value of another shape.

So personal content cannot be logged by mistake: there is no key for a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Shape = Callable[[Any], bool]
REFUSED = "[refused]"


def _like(pattern: str) -> Shape:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(str(value)) is not None


CODE = _like(r"[a-z][a-z0-9_.:-]{0,79}")
DOTTED = _like(r"[A-Za-z_][\w.]{0,119}")
IDENTIFIER = _like(r"[0-9a-f-]{32,36}")
METHOD = _like(r"[A-Z]{3,7}")
PLACE = _like(r"[\w./<>-]{1,200}:\d+ in [\w.<>]{1,120}")
MOMENT = _like(r"[\d:.TZ+-]{10,32}")


def NUMBER(value: Any) -> bool:  # noqa: N802 - named as the other shapes
    return isinstance(value, bool | int | float)


def places(value: Any) -> bool:
    return isinstance(value, list) and all(PLACE(item) for item in value)


def codes(value: Any) -> bool:
    return isinstance(value, list) and all(DOTTED(item) for item in value)


_allowed: dict[str, Shape] = {
    "event": CODE,
    "level": CODE,
    "timestamp": MOMENT,
    "logger": DOTTED,
    "request_id": IDENTIFIER,
    "ente": CODE,
    "function": CODE,
    "method": METHOD,
    "route": CODE,
    "status": NUMBER,
    "milliseconds": NUMBER,
    "task": DOTTED,
    "task_id": IDENTIFIER,
    "errors": codes,
    "at": places,
    "count": NUMBER,
    "code": CODE,
    "left_out": codes,
}


def allow(key: str, shape: Shape) -> None:
    """Register a key for log lines. Choose the narrowest shape; there is none for free text, on purpose."""
    if _allowed.setdefault(key, shape) is not shape:
        raise ValueError(f"the log key {key} has another shape already")


def sifted(line: dict[str, Any]) -> dict[str, Any]:
    """What may be written of a log line; `left_out` names the keys that were not registered."""
    kept = {key: value if _allowed[key](value) else REFUSED for key, value in line.items() if key in _allowed}
    left_out = sorted(key for key in line.keys() - _allowed.keys() if DOTTED(key))
    return {**kept, "left_out": left_out} if left_out else kept
