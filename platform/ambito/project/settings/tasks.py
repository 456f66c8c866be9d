"""Celery on Valkey. Truth is in PostgreSQL: a task carries ids, may be lost, and may run twice."""

from __future__ import annotations

from celery.schedules import crontab

from ambito.project.settings.cache import REDIS_URL

_BASE = REDIS_URL.rstrip("/")

CELERY_BROKER_URL = f"{_BASE}/0"
CELERY_RESULT_BACKEND = f"{_BASE}/2"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A hard limit well under the visibility timeout: a longer task would start a second copy of itself.
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1800,
    "socket_timeout": 5.0,
    "socket_connect_timeout": 1.0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "Europe/Rome"
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "seal": {"task": "audit.seal", "schedule": 10.0},
    "anchor": {"task": "audit.anchor", "schedule": 900.0},
    "placements": {"task": "placements.turn_all", "schedule": 3600.0},
    "lock-hours": {"task": "hours.lock_all", "schedule": 86400.0},
    "purge-expired": {"task": "identity.purge_expired", "schedule": 86400.0},
    "purge-drafts": {"task": "drafts.purge_all", "schedule": 86400.0},
    "sweep": {"task": "events.sweep", "schedule": 5.0},
    # Towns publish on the 2nd and again on the 4th whoever could not; the 5th the month is released.
    "publish": {
        "task": "statistics.publish_last_month",
        "schedule": crontab(minute=10, hour=2, day_of_month="2,4"),
    },
    "release": {
        "task": "dashboards.release_last_month",
        "schedule": crontab(minute=10, hour=3, day_of_month="5"),
    },
}
