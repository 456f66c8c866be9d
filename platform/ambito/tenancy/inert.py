"""Values that may leave a town: codes, ids, numbers, dates. Words about somebody cannot pass.

Log rows, event payloads and task arguments all go through here, so that personal content cannot slip into
the public schema, the broker or a log by accident.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from ambito.tenancy.errors import PersonalContent

CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,120}")


def inert(value: Any) -> Any:
    """`value` ready for JSON; `PersonalContent` when a text in it is not a code."""
    if isinstance(value, dict):
        return {_code(key): inert(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [inert(item) for item in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return _code(str(value))


def _code(value: str) -> str:
    if not CODE.fullmatch(value):
        raise PersonalContent("only codes, ids, numbers and dates may leave a town")
    return value
