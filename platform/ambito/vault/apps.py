from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "ambito.vault"
    label = "vault"

    def ready(self) -> None:
        from ambito.tenancy.context import before_enter  # noqa: PLC0415 - app ready
        from ambito.tenancy.provisioning.hooks import after_found  # noqa: PLC0415 - app ready
        from ambito.vault.operations import keys_for_founded  # noqa: PLC0415 - app ready
        from ambito.vault.ring import unlock  # noqa: PLC0415 - app ready

        before_enter.register(unlock)
        after_found.register(keys_for_founded)
