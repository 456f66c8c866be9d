"""Signed values that hold in one Ente only. Plain `django.core.signing` is banned elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing

from ambito.tenancy.context import current_seat


def sign(value: Any, *, purpose: str) -> str:
    """A URL-safe token of a JSON value, bound to the current Ente and to `purpose`."""
    return signing.dumps(value, salt=_salt(purpose), compress=True)


def read(token: str, *, purpose: str, max_age: timedelta) -> Any:
    """The value of a token made here for this purpose; `django.core.signing.BadSignature` otherwise."""
    return signing.loads(token, salt=_salt(purpose), max_age=max_age)


def _salt(purpose: str) -> str:
    return f"ambito.{current_seat().role}.{purpose}"
