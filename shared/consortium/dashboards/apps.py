from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "consortium.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        from ambito.web import hooks  # noqa: PLC0415 - app ready

        hooks.navigation.register(
            hooks.NavItem(
                label=_("Figures"),
                url_name="dashboards:figures",
                icon="chart",
                order=10,
                kinds=frozenset({"consortium"}),
                capability="stats_consortium",
            )
        )
