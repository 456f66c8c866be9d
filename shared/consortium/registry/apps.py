from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "consortium.registry"
    label = "registry"

    def ready(self) -> None:
        from ambito.identity.hooks import memberships  # noqa: PLC0415 - app ready
        from consortium.registry import queries  # noqa: PLC0415 - app ready

        memberships.register(queries)
