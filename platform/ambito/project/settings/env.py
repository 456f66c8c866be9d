"""Typed reading of the environment: a missing name is a clear sentence, not a KeyError."""

from __future__ import annotations

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"set the environment variable {name}")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0") in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    return int(os.environ.get(name, default))


def database(name: str, engine: str, **more: Any) -> dict[str, Any]:
    """A DATABASES entry from a PostgreSQL URL in the variable `name`."""
    parts = conninfo_to_dict(text(name))
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    entry: dict[str, Any] = {key: str(parts.pop(part, "") or "") for part, key in known.items()}
    options = {**parts, **more.pop("OPTIONS", {})}
    return {"ENGINE": engine, "OPTIONS": options, **entry, **more}
