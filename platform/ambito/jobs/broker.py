"""Is the broker there? Asked before a request pokes it: kombu's own attempts take six seconds to give up."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

PATIENCE = 0.3


def answers() -> bool:
    """True when the broker answers within PATIENCE seconds."""
    try:
        return bool(_client(settings.CELERY_BROKER_URL).ping())
    except RedisError:
        return False


@cache
def _client(url: str) -> Redis:
    return Redis.from_url(
        url,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )
