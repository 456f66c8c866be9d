from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "town.projects"
    label = "projects"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from ambito.web import hooks, messages  # noqa: PLC0415 - app ready
        from town.cases.hooks import closure_blockers  # noqa: PLC0415 - app ready
        from town.projects import panels, rules  # noqa: PLC0415 - app ready
        from town.projects.models import Project  # noqa: PLC0415 - app ready

        relations.register(Project, rules.RELATION)
        hooks.panels.register(hooks.Panel("cases.case", 30, panels.of_a_case))
        closure_blockers.register(panels.in_the_way)
        messages.register(messages.Message("projects.saved", _("Project saved.")))
        messages.register(messages.Message("projects.agreed", _("Agreement recorded.")))
        messages.register(messages.Message("projects.started", _("The project has started.")))
        messages.register(
            messages.Message("projects.closed", _("Project closed. Now tell the person the outcome."))
        )
        messages.register(messages.Message("projects.returned", _("The outcome has been given back.")))
