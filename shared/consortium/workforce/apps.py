from __future__ import annotations

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "consortium.workforce"
    label = "workforce"
