from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "ambito.vault"
    label = "vault"

    def ready(self) -> None:
        from ambito.tenancy.context import before_enter  # noqa: PLC0415 - models are loaded by now
        from ambito.tenancy.provisioning.hooks import after_found  # noqa: PLC0415
        from ambito.vault.operations import keys_for_founded  # noqa: PLC0415
        from ambito.vault.ring import unlock  # noqa: PLC0415

        before_enter.register(unlock)
        after_found.register(keys_for_founded)
