"""What may be told of an exception: its types and where it passed; never its text, which quotes people."""

from __future__ import annotations

import sys
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

ROOTS = sorted((str(Path(root).resolve()) for root in sys.path if root), key=len, reverse=True)
DEEPEST = 12


def errors(error: BaseException | None) -> list[str]:
    """Type names, outermost first, causes after."""
    names: list[str] = []
    while error is not None and len(names) < DEEPEST:
        names.append(type(error).__qualname__.replace("<locals>", "locals"))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return names


def places(traceback: TracebackType | None) -> list[str]:
    """`town/people/views.py:12 in page`, innermost last."""
    return [
        f"{short(frame.f_code.co_filename)}:{line} in {frame.f_code.co_name}"
        for frame, line in list(walk_tb(traceback))[-DEEPEST:]
    ]


def short(filename: str) -> str:
    """A path as Python imports it: neither a home directory nor a mount tells where this runs."""
    root = next((root for root in ROOTS if filename.startswith(f"{root}/")), None)
    return filename[len(root) + 1 :] if root else Path(filename).name


def told(exc_info: Any) -> dict[str, list[str]]:
    """For a log line, from what loggers call `exc_info`: an exception, a triple, or True."""
    if exc_info is True:
        exc_info = sys.exc_info()
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if not isinstance(error, BaseException):
        return {}
    return {"errors": errors(error), "at": places(error.__traceback__)}
