"""Calls of the API, as a program makes them."""

from __future__ import annotations

from typing import Any

from django.test import Client

from ambito.tenancy.keys import uuid7


def call(client: Client, path: str, said: object = None, *, key: str = "", method: str = "post") -> Any:
    """Send JSON to a path below /api/v1/, with a key of its own unless one is given."""
    headers = {"Idempotency-Key": key or str(uuid7())}
    return getattr(client, method)(
        f"/api/v1/{path}", said or {}, content_type="application/json", headers=headers
    )


def done(client: Client, path: str, said: object = None, *, method: str = "post") -> Any:
    """What a call that must succeed answered."""
    answer = call(client, path, said, method=method)
    assert answer.status_code in {200, 201}, answer.content.decode()
    return answer.json()


def read(client: Client, path: str) -> Any:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()
