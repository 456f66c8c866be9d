from __future__ import annotations

from django.apps import AppConfig


class PoolConfig(AppConfig):
    name = "consortium.pool"
    label = "pool"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from consortium.pool import receivers, signs  # noqa: PLC0415 - app ready
        from consortium.pool.models import Allocation  # noqa: PLC0415 - app ready
        from consortium.pool.rules import RELATION, promised  # noqa: PLC0415 - app ready
        from consortium.workforce import hooks  # noqa: PLC0415 - app ready

        relations.register(Allocation, RELATION)
        hooks.commitments.register(promised)
        receivers.register()
        signs.register()
