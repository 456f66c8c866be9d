from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "town.cases"
    label = "cases"

    def ready(self) -> None:
        from ambito.access import relations  # noqa: PLC0415 - app ready
        from ambito.web import hooks, messages  # noqa: PLC0415 - app ready
        from town.cases import panels, rules  # noqa: PLC0415 - app ready
        from town.cases.models import Case  # noqa: PLC0415 - app ready
        from town.people.hooks import own_people  # noqa: PLC0415 - app ready

        relations.register(Case, rules.RELATION)
        own_people.register(rules.own_people)
        hooks.panels.register(hooks.Panel("people.person", 10, panels.of_a_person))
        # No role has both: the line is shown once.
        for capability in ("case_read_shared", "case_read_conferred"):
            hooks.navigation.register(
                hooks.NavItem(
                    label=_("Cases"),
                    url_name="cases:list",
                    icon="doc",
                    order=40,
                    kinds=frozenset({"town"}),
                    capability=capability,
                )
            )
        for code, sentence in {
            "cases.opened": _("Case %(number)s opened."),
            "cases.assigned": _("Case %(number)s assigned."),
            "cases.joined": _("The team of case %(number)s has a new member."),
            "cases.left": _("The team of case %(number)s has changed."),
            "cases.moved": _("Case %(number)s has moved on."),
            "cases.protection": _("The protection of case %(number)s has changed."),
        }.items():
            messages.register(messages.Message(code, sentence))
