from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "consortium.registry"
    label = "registry"

    def ready(self) -> None:
        from ambito.identity import hooks as identity  # noqa: PLC0415 - app ready
        from ambito.web import hooks  # noqa: PLC0415 - app ready
        from consortium.registry import shell, signs  # noqa: PLC0415 - app ready
        from consortium.registry.queries import memberships  # noqa: PLC0415 - app ready

        signs.register()
        identity.memberships.register(memberships)
        hooks.place.register(shell.place)
        hooks.places.register(shell.places)
        hooks.person.register(shell.person)
        hooks.signed_in.register(shell.signed_in)
        hooks.sign_in_url.register(shell.sign_in_url)
