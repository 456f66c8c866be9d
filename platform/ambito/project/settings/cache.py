"""Valkey: cache of derived things only; keys carry the Ente."""

from __future__ import annotations

from ambito.project.settings import env

REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379")

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{REDIS_URL.rstrip('/')}/1",
        "KEY_PREFIX": env.text("AMBITO_ROLE_PREFIX", "ambito"),
        "KEY_FUNCTION": "ambito.tenancy.cache.ente_key",
        "OPTIONS": {"socket_timeout": 1.0, "socket_connect_timeout": 1.0},
    },
}
