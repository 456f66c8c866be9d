from __future__ import annotations

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Counts of the town's own work, handed to the consortium every month. No table of its own."""

    name = "town.statistics"
    label = "statistics"
