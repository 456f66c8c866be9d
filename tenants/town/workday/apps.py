from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkdayConfig(AppConfig):
    name = "town.workday"
    label = "workday"

    def ready(self) -> None:
        from ambito.web import hooks  # noqa: PLC0415 - app ready

        hooks.navigation.register(
            hooks.NavItem(
                label=_("My day"),
                short=_("Day"),
                url_name="workday:day",
                icon="day",
                order=10,
                kinds=frozenset({"town"}),
            )
        )
