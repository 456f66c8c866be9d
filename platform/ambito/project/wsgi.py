from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

# Loading it makes it the current one: without it news wakes no worker, and waits for the sweep.
from ambito.project.celery_app import app as celery_app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ambito.project.settings.web")
application = get_wsgi_application()

__all__ = ["application", "celery_app"]
