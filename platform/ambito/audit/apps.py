from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log of consortium, cooperatives and sign-in, in public."""

    name = "ambito.audit"
    label = "audit"
