from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WorkdayConfig(AppConfig):
    name = "town.workday"
    label = "workday"

    def ready(self) -> None:
        from ambito.web import hooks  # noqa: PLC0415 - app ready

        hooks.navigation.register(
            hooks.NavItem(
                label=_("My day"),
                short=pgettext_lazy("my day, on a phone", "Day"),
                url_name="workday:day",
                icon="day",
                order=10,
                kinds=frozenset({"town"}),
            )
        )
