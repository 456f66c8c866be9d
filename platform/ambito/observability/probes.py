"""Is what we need there? Each probe has two seconds, and an answer is kept for one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from threading import Lock, Thread
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, connections

from ambito.tenancy.context import lobby
from ambito.tenancy.hooks import Hook

PATIENCE, KEPT_FOR = 2.0, 1.0
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Probe:
    """`ask` raises when what it asks does not answer. `code` is all that a stranger is told."""

    code: str
    ask: Callable[[], None]


every: Hook[Probe] = Hook("observability.probes")
_lock = Lock()
_kept: tuple[float, list[str]] | None = None


def down() -> list[str]:
    """Codes of what does not answer now (or did not a second ago: strangers cannot make us ask faster)."""
    global _kept  # noqa: PLW0603 - one answer per process
    with _lock:
        now = time.monotonic()
        if _kept is None or now - _kept[0] > KEPT_FOR:
            _kept = (now, _asked(list(every)))
        return list(_kept[1])


def _asked(probes: list[Probe]) -> list[str]:
    """All at once, each in a thread of its own that nobody waits for longer than its two seconds."""
    fine: set[str] = set()
    threads = [Thread(target=_ask, args=(probe, fine), daemon=True) for probe in probes]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [probe.code for probe in probes if probe.code not in fine]


def _ask(probe: Probe, fine: set[str]) -> None:
    try:
        probe.ask()
    except Exception:
        log.warning("probe.failed", code=probe.code, exc_info=True)
    else:
        fine.add(probe.code)
    finally:
        connections.close_all()


def _database() -> None:
    with lobby(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM registry_host LIMIT 1")


def _cache() -> None:
    import redis  # noqa: PLC0415 - slow import

    with redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
    ) as client:
        client.ping()


def _objects() -> None:
    _object_store(settings.S3_ENDPOINT_URL).head_bucket(Bucket=settings.S3_BUCKET)


@cache
def _object_store(endpoint: str | None) -> Any:
    """A client is dear to make and may be shared by threads."""
    import boto3  # noqa: PLC0415 - slow import
    from botocore.config import Config  # noqa: PLC0415 - slow import

    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=settings.S3_ACCESS_KEY,
        aws_secret_access_key=settings.S3_SECRET_KEY,
        region_name="us-east-1",
        config=Config(connect_timeout=PATIENCE, read_timeout=PATIENCE, retries={"total_max_attempts": 1}),
    )


def register() -> None:
    for code, ask in (("database", _database), ("cache", _cache), ("objects", _objects)):
        every.register(Probe(code, ask))
