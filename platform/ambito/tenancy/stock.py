"""django-tenants as it is installed here: its commands and models, without its questions at start-up."""

from __future__ import annotations

from django_tenants.apps import DjangoTenantsConfig


class StockConfig(DjangoTenantsConfig):  # type: ignore[misc]
    """The stock `ready` queries the database while the process starts, outside of any town."""

    default = False

    def ready(self) -> None:
        return
