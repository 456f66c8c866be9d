from __future__ import annotations

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "ambito.identity"
    label = "identity"

    def ready(self) -> None:
        from ambito.identity.sealing import key_for_founded  # noqa: PLC0415 - app ready
        from ambito.tenancy.provisioning.hooks import after_found  # noqa: PLC0415 - app ready

        after_found.register(key_for_founded)
