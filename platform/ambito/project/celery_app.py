"""The Celery application of worker, machinery worker and beat."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ambito.project.settings.web")

app = Celery("ambito")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
