"""The top floor: settings, urls, command line. Loading it makes the Celery application the current one."""

from __future__ import annotations
