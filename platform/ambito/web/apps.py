from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "ambito.web"
    label = "web"

    def ready(self) -> None:
        from ambito.access.actors import allows  # noqa: PLC0415 - app ready
        from ambito.tenancy.middleware import unavailable_page  # noqa: PLC0415 - app ready
        from ambito.web import hooks  # noqa: PLC0415 - app ready
        from ambito.web.failures import unavailable  # noqa: PLC0415 - app ready

        unavailable_page.register(unavailable)
        hooks.allowed.register(allows)
