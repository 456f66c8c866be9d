from __future__ import annotations

from django.apps import AppConfig


class FixedConfig(AppConfig):
    """Stands in for all town apps, so that figures of different versions of the product can be compared."""

    name = "ambito.project.bench.fixed"
    label = "fixed"
