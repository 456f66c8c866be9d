from __future__ import annotations

from django.apps import AppConfig


class TownAuditConfig(AppConfig):
    """The log of one town, in its own schema."""

    name = "ambito.audit.town"
    label = "town_audit"
