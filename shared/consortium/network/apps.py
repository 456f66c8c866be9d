from __future__ import annotations

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "consortium.network"
    label = "network"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from consortium.network import receivers, signs  # noqa: PLC0415 - app ready
        from consortium.network.models import Actor, Service  # noqa: PLC0415 - app ready
        from consortium.network.rules import ACTOR_RELATION, RELATION  # noqa: PLC0415 - app ready

        relations.register(Service, RELATION)
        relations.register(Actor, ACTOR_RELATION)
        receivers.register()
        signs.register()
