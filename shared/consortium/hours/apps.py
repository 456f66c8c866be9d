from __future__ import annotations

from django.apps import AppConfig


class HoursConfig(AppConfig):
    name = "consortium.hours"
    label = "hours"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from consortium.hours import receivers, signs  # noqa: PLC0415 - app ready
        from consortium.hours.models import TimesheetLine  # noqa: PLC0415 - app ready
        from consortium.hours.rules import RELATION  # noqa: PLC0415 - app ready

        relations.register(TimesheetLine, RELATION)
        receivers.register()
        signs.register()
